# Writes a CSV file of customers, the same for the same arguments:
#   awk -v first=1 -v count=1000000 -f generate.awk > customers.csv
# Names are Chinese and English companies and differ; about 130 bytes a row. As in a real list, only
# the external ids come in order: names, numbers and addresses do not.
BEGIN {
  if (first == "") first = 1
  if (count == "") count = 1000000
  cities = split("北京 上海 广州 深圳 杭州 成都 武汉 南京 西安 苏州 天津 重庆", city, " ")
  words = split("华 信 达 远 创 新 科 联 盛 泰 恒 瑞 金 宏 博 天 海 星 云 龙 明 德 安 康 永 兴 隆 和 东 方", word, " ")
  trades = split("科技 贸易 电子 软件 食品 医药 机械 物流 建材 服装", trade, " ")
  heads = split("Acme Blue North Prime Delta Golden Silver Rapid Bright Summit", head, " ")
  tails = split("Systems Trading Labs Foods Motors Energy Media Textiles Pharma Logistics", tail, " ")
  print "external_id,name,phone,email,owner,region,address,remark"
  for (i = first; i < first + count; i++) {
    # A step that is coprime to the range spreads the numbers, so that keys do not come in order.
    n = (i * 7368787) % 100000007
    place = city[n % cities + 1]
    if (i % 4 == 0) {
      name = head[n % heads + 1] " " tail[int(n / 10) % tails + 1] " " i " Ltd."
      address = (n % 999 + 1) " Harbour Road, Block " (n % 26 + 1)
      name_field = name
      address_field = "\"" address "\""
    } else {
      name = place word[n % words + 1] word[int(n / 30) % words + 1] word[int(n / 900) % words + 1] \
        trade[int(n / 27000) % trades + 1] i "有限公司"
      name_field = name
      address_field = place "市人民路" (n % 999 + 1) "号"
    }
    phone = "13" sprintf("%09d", n % 1000000000)
    owner = (n % 10 == 0) ? "" : "seller" (n % 20 + 1)
    printf "C%09d,%s,%s,info@c%d.example.com,%s,%s,%s,%s\n", i, name_field, phone, n, owner, place, \
      address_field, (n % 3 == 0) ? "展会名片" : ""
  }
}
