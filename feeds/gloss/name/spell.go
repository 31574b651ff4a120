package name

import (
	_ "embed"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
)

// pinyinTable gives the reading of characters that stand in names of places and
// in surnames, one reading a line.
//
//go:embed pinyin.txt
var pinyinTable string

// Reading is that of a character in names.
func (rd *Reader) Reading(c rune) (string, bool) {
	p, ok := rd.pinyin[c]
	return p, ok
}

// SerialReading is that of a character in names or in the numbers of documents and cases.
func (rd *Reader) SerialReading(c rune) (string, bool) {
	if p, ok := rd.pinyin[c]; ok {
		return p, true
	}
	p, ok := serial[c]
	return p, ok
}

func readPinyin() map[rune]string {
	m := map[rune]string{}
	for line := range strings.Lines(pinyinTable) {
		read, chars, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, r := range chars {
			if _, ok := m[r]; !ok {
				m[r] = read
			}
		}
	}
	return m
}

// readings of whole names that differ from those of their characters.
var readings = map[string]string{
	"重庆": "Chongqing", "陕西": "Shaanxi", "六安": "Lu'an", "西安": "Xi'an", "厦门": "Xiamen", "长治": "Changzhi", "番禺": "Panyu", "吕梁": "Lüliang",
	"单县": "Shan County", "任丘": "Renqiu", "莘县": "Shen County", "解州": "Xiezhou", "乐清": "Yueqing", "乐亭": "Laoting", "鄂尔多斯": "Ordos",
	"呼和浩特": "Hohhot", "包头": "Baotou", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "乌鲁木齐": "Urumqi", "拉萨": "Lhasa", "呼伦贝尔": "Hulunbuir", "克拉玛依": "Karamay",
	"日喀则": "Xigazê", "喀什": "Kashgar", "阿克苏": "Aksu", "伊犁": "Ili", "昌吉": "Changji", "锡林郭勒": "Xilingol", "通辽": "Tongliao", "柯尔克孜": "Kyrgyz",
	"延边": "Yanbian", "凉山": "Liangshan", "甘孜": "Garzê", "杜尔伯特": "Dorbod", "喀喇沁左翼": "Harqin Left Wing", "前郭尔罗斯": "Qian Gorlos", "阿克塞": "Aksay", "木垒": "Mori", "察布查尔": "Qapqal",
	"巴里坤": "Barkol", "和布克赛尔": "Hoboksar", "塔什库尔干": "Taxkorgan", "焉耆": "Yanqi", "克孜勒苏": "Kizilsu", "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin", "莫力达瓦": "Morin Dawa", "乐东": "Ledong", "都安": "Du'an", "长阳": "Changyang", "张家川": "Zhangjiachuan", "阿坝": "Aba", "黔东南": "Qiandongnan", "黔南": "Qiannan", "黔西南": "Qianxinan", "红河": "Honghe", "大理": "Dali", "台州": "Taizhou",
}

// Spell writes a Chinese name in pinyin: "行唐" -> "Xingtang". An apostrophe
// parts a syllable that begins with a vowel.
func (rd *Reader) Spell(zh string) (string, bool) {
	if en, ok := readings[zh]; ok {
		return en, true
	}
	var b strings.Builder
	for _, r := range zh {
		p, ok := rd.pinyin[r]
		if !ok {
			return "", false
		}
		if b.Len() > 0 && strings.ContainsRune("aoe", rune(p[0])) {
			b.WriteByte('\'')
		}
		b.WriteString(p)
	}
	return english.Capital(b.String()), b.Len() > 0
}

// serial are characters of document numbers, by their reading.
var serial = map[rune]string{
	'网': "wang", '函': "han", '字': "zi", '办': "ban", '发': "fa", '释': "shi", '规': "gui", '秘': "mi", '数': "shu", '据': "ju", '综': "zong", '监': "jian",
	'联': "lian", '告': "gao", '检': "jian", '厅': "ting", '财': "cai", '会': "hui", '法': "fa", '信': "xin", '管': "guan", '通': "tong", '安': "an",
	'罚': "fa", '决': "jue", '处': "chu", '市': "shi", '审': "shen", '民': "min", '初': "chu", '终': "zhong", '刑': "xing", '行': "xing", '政': "zheng",
	'教': "jiao", '卫': "wei", '医': "yi", '药': "yao", '交': "jiao", '运': "yun", '科': "ke", '技': "ji", '标': "biao", '委': "wei", '证': "zheng",
	'号': "hao", '银': "yin", '保': "bao", '税': "shui", '文': "wen", '旅': "lü", '工': "gong", '软': "ruan", '建': "jian", '住': "zhu", '水': "shui",
	'社': "she", '人': "ren", '体': "ti", '档': "dang", '省': "sheng", '府': "fu", '协': "xie", '改': "gai", '革': "ge", '展': "zhan", '创': "chuang",
	'执': "zhi", '责': "ze", '听': "ting", '拟': "ni", '复': "fu", '议': "yi", '公': "gong",
	'送': "song", '催': "cui", '清': "qing", '撤': "che", '稽': "ji", '批': "pi", '诉': "su", '上': "shang", '易': "yi", '再': "zai", '声': "sheng", '裁': "cai", '判': "pan", '宪': "xian", '台': "tai", '简': "jian", '重': "zhong",
	'金': "jin", '劳': "lao", '国': "guo", '度': "du", '更': "geng", '抗': "kang", '附': "fu", '小': "xiao", '家': "jia", '智': "zhi", '消': "xiao", '暂': "zan",
}
