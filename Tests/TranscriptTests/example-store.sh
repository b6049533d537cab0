# Makes the store in which the examples of the help texts run, with the records and files that they
# mention. They run in ~/work and find the store in ~/.crm.
crm init --admin admin
crm team add 华东区
crm user add 王芳 --login wang.fang --role sales --team 华东区
crm user add 李伟 --login li.wei --role sales
crm customer add 华为技术有限公司 --phone 0755-28780800
crm customer add 张伟 --type individual --pool public
for name in 云帆软件 恒达机械 瑞康医疗 海港物流 博学教育; do
  crm customer add $name --pool public
done
crm pool rule add no_follow_up --days 30

crm product add 'GTX Pro' --list-price 4821
for number in 1 2 3 4 5 6; do crm opportunity add 华为技术有限公司 --name "Order $number"; done
crm opportunity add 华为技术有限公司 --name 'Order 7' --stage Presentation --amount 96000 --product 'GTX Pro'
printf '%s\n' name 苏州工具厂 | crm import csv -  # operation 21
crm behavior add 预算充足 --points 20
crm lead add 赵敏 --company 明德科技 --mobile 13700137000
crm tag add 老客户
crm tag add VIP
crm classification add customer.credit_grade
crm rule add classification 信用良好 --noun customer --field credit_grade --value 5 --when won
crm task add 准备样品 --customer 华为技术有限公司 --due 2026-02-20
crm pool add 西部
crm contact add 陈总 --customer 华为技术有限公司
crm contact add 周工 --customer 华为技术有限公司
crm opportunity contact add 7 周工 --role user
crm stage item add 需求确认 --stage Presentation --required no
crm quote add 'Order 7'
crm ticket add 屏幕闪烁 --customer 华为技术有限公司 --kind repair
crm target set --metric won_opportunities --for user:li.wei --period 2026-01 --value 3
crm contract add 华为技术有限公司 --line 'GTX Pro x 2'
crm contract add 华为技术有限公司 --amount 120000 --signed 2026-02-10 --submit
crm contract add 华为技术有限公司 --amount 9600 --submit
crm receivable add 2 --amount 30000 --due 2026-02-20
crm receivable add 2 --amount 30000 --due 2026-03-20
crm payment add 2 30000

mkdir work
cd work
printf '%s\n' 'version: 1' 'recycle_rules: [{name: 十天, kind: no_follow_up, days: 10}]' >stricter.yaml
printf '%s\n' 'name,Tel.' '海天电子有限公司,13800100099' >leads.csv
printf '%s\n' 'code,name,list_price' 'STD,标准版,9800.00' >products.csv
printf '%s\n' opportunity,quote,contract,product 'opportunity/7,quote/1,contract/1,GTX Pro' >lines.csv
cp lines.csv old.csv
printf '%s\n' 甲方 乙方 >../合同.txt
crm attach add 华为技术有限公司 ../合同.txt
printf 'name=name\nTel.=phone\n' >leads.map
crm config export -o crm.yaml
printf 'SELECT owner, count(*) AS customers FROM v_customer GROUP BY owner;\n' >owners.sql
