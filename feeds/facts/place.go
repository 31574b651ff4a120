package facts

import (
	"strings"
	"sync"

	"github.com/regwire/regwire/feeds/lexicon"
)

// place is a province by the two letters that codes of local bodies use, with the
// names under which a text gives it; its cities, and the districts that are known
// by themselves, stand for it. A city whose Chinese name is part of everyday
// phrases is written with 市; one whose English name two provinces have is left out.
type place struct{ code, zh, en string }

var places = []place{
	{"BJ", "北京|朝阳区|海淀|丰台|石景山|大兴区|亦庄", "Beijing|Chaoyang|Haidian|Xicheng|Dongcheng|Fengtai|Shijingshan|Daxing|Tongzhou"},
	{"TJ", "天津|滨海新区", "Tianjin|Binhai"},
	{"HE", "河北|石家庄|唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水|雄安", "Hebei|Shijiazhuang|Tangshan|Qinhuangdao|Handan|Xingtai|Baoding|Zhangjiakou|Chengde|Cangzhou|Langfang|Hengshui|Xiong'an"},
	{"SX", "山西|太原|大同|阳泉|长治市|晋城|朔州|晋中|运城|忻州|临汾|吕梁", "Shanxi|Taiyuan|Datong|Yangquan|Changzhi|Jincheng|Shuozhou|Jinzhong|Yuncheng|Xinzhou|Linfen|Lvliang"},
	{"NM", "内蒙古|呼和浩特|包头|乌海|赤峰|通辽|鄂尔多斯|呼伦贝尔|巴彦淖尔|乌兰察布", "Inner Mongolia|Hohhot|Baotou|Wuhai|Chifeng|Tongliao|Ordos|Hulunbuir"},
	{"LN", "辽宁|沈阳|大连|鞍山|抚顺|本溪|丹东|锦州|营口|阜新|辽阳|盘锦|铁岭|葫芦岛", "Liaoning|Shenyang|Dalian|Anshan|Fushun|Benxi|Dandong|Jinzhou|Yingkou|Fuxin|Liaoyang|Panjin|Tieling|Huludao"},
	{"JL", "吉林|长春|四平|辽源|通化|白山市|松原|白城|延边", "Jilin|Changchun|Siping|Liaoyuan|Tonghua|Songyuan|Baicheng|Yanbian"},
	{"HL", "黑龙江|哈尔滨|齐齐哈尔|鸡西|鹤岗|双鸭山|大庆|佳木斯|七台河|牡丹江|黑河|绥化", "Heilongjiang|Harbin|Qiqihar|Jixi|Hegang|Shuangyashan|Daqing|Jiamusi|Qitaihe|Mudanjiang|Heihe|Suihua"},
	{"SH", "上海|浦东|徐汇|静安区|闵行|黄浦|长宁区|虹口|杨浦|嘉定|松江|青浦|奉贤|宝山区", "Shanghai|Pudong|Xuhui|Jing'an|Minhang|Changning|Hongkou|Yangpu|Jiading|Songjiang|Qingpu|Fengxian|Lin-gang"},
	{"JS", "江苏|南京|苏州|无锡|南通|常州|徐州|连云港|淮安|盐城|扬州|镇江|泰州|宿迁|昆山|江阴|张家港|江宁|玄武区|建邺", "Jiangsu|Nanjing|Suzhou|Wuxi|Nantong|Changzhou|Xuzhou|Lianyungang|Huai'an|Yancheng|Yangzhou|Zhenjiang|Suqian|Kunshan|Jiangyin|Zhangjiagang|Jiangning|Xuanwu|Jianye"},
	{"ZJ", "浙江|杭州|宁波|温州|绍兴|嘉兴|金华|湖州|衢州|舟山|台州|丽水|义乌|余杭|萧山|拱墅|鄞州", "Zhejiang|Hangzhou|Ningbo|Wenzhou|Shaoxing|Jiaxing|Jinhua|Huzhou|Quzhou|Zhoushan|Lishui|Yiwu|Yuhang|Xiaoshan|Gongshu|Yinzhou"},
	{"AH", "安徽|合肥|芜湖|蚌埠|淮南|马鞍山|淮北|铜陵|安庆|黄山|滁州|阜阳|宿州|六安|亳州|池州|宣城", "Anhui|Hefei|Wuhu|Bengbu|Huainan|Ma'anshan|Huaibei|Tongling|Anqing|Huangshan|Chuzhou|Fuyang|Lu'an|Bozhou|Chizhou|Xuancheng"},
	{"FJ", "福建|福州|厦门|泉州|莆田|三明市|漳州|南平市|龙岩|宁德", "Fujian|Fuzhou|Xiamen|Quanzhou|Putian|Sanming|Zhangzhou|Nanping|Longyan|Ningde"},
	{"JX", "江西|南昌|宜春|景德镇|萍乡|九江|新余|鹰潭|赣州|吉安|抚州|上饶", "Jiangxi|Nanchang|Yichun|Jingdezhen|Pingxiang|Jiujiang|Xinyu|Yingtan|Ganzhou|Ji'an|Shangrao"},
	{"SD", "山东|济南|青岛|淄博|枣庄|东营市|烟台|潍坊|济宁|泰安|威海|日照市|临沂|德州市|聊城|滨州|菏泽", "Shandong|Jinan|Qingdao|Zibo|Zaozhuang|Dongying|Yantai|Weifang|Jining|Tai'an|Weihai|Rizhao|Linyi|Dezhou|Liaocheng|Binzhou|Heze"},
	{"HA", "河南|郑州|开封|洛阳|平顶山|安阳|鹤壁|新乡|焦作|濮阳|许昌|漯河|三门峡|南阳|商丘|信阳|周口|驻马店|济源", "Henan|Zhengzhou|Kaifeng|Luoyang|Pingdingshan|Anyang|Hebi|Xinxiang|Jiaozuo|Puyang|Xuchang|Luohe|Sanmenxia|Nanyang|Shangqiu|Xinyang|Zhoukou|Zhumadian"},
	{"HB", "湖北|武汉|洪山区|黄石|十堰|宜昌|襄阳|鄂州|荆门|孝感|荆州|黄冈|咸宁|随州|恩施|仙桃", "Hubei|Wuhan|Hongshan|Huangshi|Shiyan|Yichang|Xiangyang|Ezhou|Jingmen|Xiaogan|Jingzhou|Huanggang|Xianning|Suizhou|Enshi"},
	{"HN", "湖南|长沙|株洲|湘潭|衡阳|邵阳|岳阳|常德|张家界|益阳|郴州|永州|怀化|娄底|湘西", "Hunan|Changsha|Zhuzhou|Xiangtan|Hengyang|Shaoyang|Yueyang|Changde|Zhangjiajie|Yiyang|Chenzhou|Yongzhou|Huaihua|Loudi|Xiangxi"},
	{"GD", "广东|广州|深圳|东莞|佛山|珠海|汕头|韶关|湛江|肇庆|江门|茂名|惠州|梅州|汕尾|河源|阳江|清远|中山市|潮州|揭阳|云浮|南山区|福田|龙岗|前海|天河|越秀|番禺|南沙|横琴", "Guangdong|Guangzhou|Shenzhen|Dongguan|Foshan|Zhuhai|Shantou|Shaoguan|Zhanjiang|Zhaoqing|Jiangmen|Maoming|Huizhou|Meizhou|Shanwei|Heyuan|Yangjiang|Qingyuan|Zhongshan|Chaozhou|Jieyang|Yunfu|Nanshan|Futian|Longgang|Qianhai|Tianhe|Yuexiu|Panyu|Nansha|Hengqin"},
	{"GX", "广西|南宁|柳州|桂林|梧州|北海市|防城港|钦州|贵港|玉林|百色|贺州|河池|来宾市|崇左", "Guangxi|Nanning|Liuzhou|Guilin|Wuzhou|Beihai|Fangchenggang|Qinzhou|Guigang|Baise|Hezhou|Hechi|Chongzuo"},
	{"HI", "海南|海口|三亚|儋州", "Hainan|Haikou|Sanya|Danzhou"},
	{"CQ", "重庆|渝北|渝中|两江新区", "Chongqing|Yubei|Yuzhong|Liangjiang"},
	{"SC", "四川|成都|自贡|攀枝花|泸州|德阳|绵阳|广元|遂宁|内江|乐山|南充|眉山|宜宾|广安|达州|雅安|巴中|资阳|武侯|锦江区", "Sichuan|Chengdu|Zigong|Panzhihua|Luzhou|Deyang|Mianyang|Guangyuan|Suining|Neijiang|Leshan|Nanchong|Meishan|Yibin|Guang'an|Dazhou|Ya'an|Bazhong|Ziyang|Wuhou|Jinjiang"},
	{"GZ", "贵州|贵阳|六盘水|遵义|安顺|毕节|铜仁|贵安新区", "Guizhou|Guiyang|Liupanshui|Zunyi|Anshun|Bijie|Tongren"},
	{"YN", "云南|昆明|曲靖|玉溪|保山|昭通|丽江|普洱|临沧|大理|红河", "Yunnan|Kunming|Qujing|Yuxi|Baoshan|Zhaotong|Lijiang|Pu'er|Lincang|Dali"},
	{"XZ", "西藏|拉萨|日喀则|昌都|林芝", "Tibet|Xizang|Lhasa|Shigatse|Nyingchi"},
	{"SN", "陕西|西安|铜川|宝鸡|咸阳|渭南|延安|汉中|榆林|安康市|商洛", "Shaanxi|Xi'an|Tongchuan|Baoji|Xianyang|Weinan|Yan'an|Hanzhong|Ankang|Shangluo"},
	{"GS", "甘肃|兰州|嘉峪关|金昌|白银市|天水|武威|张掖|平凉|酒泉|庆阳|定西|陇南", "Gansu|Lanzhou|Jiayuguan|Jinchang|Tianshui|Wuwei|Zhangye|Pingliang|Jiuquan|Qingyang|Dingxi|Longnan"},
	{"QH", "青海|西宁|海东市", "Qinghai|Xining|Haidong"},
	{"NX", "宁夏|银川|石嘴山|吴忠|固原|中卫市", "Ningxia|Yinchuan|Shizuishan|Wuzhong|Guyuan|Zhongwei"},
	{"XJ", "新疆|乌鲁木齐|克拉玛依|吐鲁番|哈密|喀什", "Xinjiang|Urumqi|Karamay|Turpan|Hami|Kashgar"},
}

// placeNames finds them in one pass; the id is the place's row.
var placeNames = sync.OnceValue(func() *lexicon.Lexicon {
	var terms []lexicon.Term
	for i, p := range places {
		for n := range strings.SplitSeq(p.zh+"|"+p.en, "|") {
			terms = append(terms, lexicon.Term{Text: n, ID: int32(i), Exact: n[0] < 0x80})
		}
	}
	names, err := lexicon.New(terms)
	if err != nil {
		panic(err) // the table is ours, and a test compiles it
	}
	return names
})

// provinceOf is the code of the first place that text names, "" for none.
func provinceOf(text string) string {
	if h, ok := firstPlace(text); ok {
		return places[h.ID].code
	}
	return ""
}

func firstPlace(text string) (lexicon.Hit, bool) {
	if text == "" {
		return lexicon.Hit{}, false
	}
	var room [8]lexicon.Hit
	for _, h := range placeNames().Longest(text, room[:0]) {
		return h, true
	}
	return lexicon.Hit{}, false
}

// startsWithPlace reports whether text begins with a place, a book title mark aside.
func startsWithPlace(text string) bool {
	h, ok := firstPlace(text)
	return ok && strings.TrimLeft(text[:h.Start], `《"“`) == ""
}

// isProvince reports whether name is that of the province itself.
func isProvince(name, code string) bool {
	for _, p := range places {
		if p.code == code {
			zh, _, _ := strings.Cut(p.zh, "|")
			en, _, _ := strings.Cut(p.en, "|")
			return name == zh || name == en
		}
	}
	return false
}
