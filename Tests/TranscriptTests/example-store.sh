# Makes the store in which the examples of the help texts are run, with the records they mention.
crm init --admin admin
crm team add Sales
crm user add '王芳' --login wang.fang --role sales --team Sales
crm customer add 华为技术有限公司 --phone 0755-28780800
