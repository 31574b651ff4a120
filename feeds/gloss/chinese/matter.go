package chinese

import "github.com/regwire/regwire/feeds/pattern"

// One Chinese word is what English calls safety where things may hurt people, and security
// where somebody attacks data, networks or a state: the tables have the second. Words of a
// title that is about such things alone are taken from them with the first.

// ofThings is the safety of things that may hurt: 房屋安全管理条例.
var ofThings = pattern.MustCompile(`(?:食品|药品|餐饮|饮水|供水|农产品|化妆品|医疗器械|玩具|用品|产品质量|生产|施工|建筑|工程|矿山|煤矿|尾矿库|房屋|住宅|住房|自建房|住宅区|小区|宿舍|校车|校园|学校|燃气|供热|电力|用电|供电|电气|锅炉|压力容器|电梯|特种设备|游乐设施|消防|火灾|危险化学品|化学品|烟花爆竹|危险货物|道路|公路|桥梁|隧道|铁路|轨道交通|交通|运营|运输|航空|飞行|航运|水上|海上|船舶|港口|渔业|机动车|自行车|电动车|驾驶|窨井盖|水库|大坝|辐射|放射性|旅游|体育|游泳|设施|电池|充电)(?:使用|运行|服务|质量)?安全`)

// ofAttacks is what somebody attacks, whatever else a title names.
var ofAttacks = pattern.MustCompile(`数据|网络|信息|国家安全|反恐|安全审查|软件|漏洞|密码`)
