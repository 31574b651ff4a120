package name

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
)

// peoples are those whose autonomous places are named after them, with 族 or without.
var peoples = map[string]string{
	"蒙古": "Mongolian", "回": "Hui", "藏": "Tibetan", "苗": "Miao", "彝": "Yi", "壮": "Zhuang", "布依": "Bouyei", "朝鲜": "Korean", "满": "Manchu", "侗": "Dong", "瑶": "Yao", "白": "Bai",
	"土家": "Tujia", "哈尼": "Hani", "哈萨克": "Kazakh", "傣": "Dai", "黎": "Li", "傈僳": "Lisu", "佤": "Va", "畲": "She", "拉祜": "Lahu", "水": "Shui", "东乡": "Dongxiang", "纳西": "Naxi",
	"景颇": "Jingpo", "柯尔克孜": "Kirgiz", "土": "Tu", "达斡尔": "Daur", "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang", "撒拉": "Salar", "毛南": "Maonan", "仡佬": "Gelao", "锡伯": "Xibe",
	"普米": "Pumi", "塔吉克": "Tajik", "怒": "Nu", "鄂温克": "Ewenki", "裕固": "Yugur", "保安": "Bonan", "独龙": "Derung", "鄂伦春": "Oroqen", "各": "Multi-ethnic", "维吾尔": "Uygur",
}

// autonomies are the ranks of such places.
var autonomies = []struct {
	zh, en string
	level  int
}{
	{"自治州", " Autonomous Prefecture", 2}, {"自治县", " Autonomous County", 3}, {"自治旗", " Autonomous Banner", 3},
}

// maxAutonomous is how many bytes the longest name of one takes: 双江拉祜族佤族布朗族傣族.
const maxAutonomous = 14 * len("族")

// autonomous reads an autonomous place at the head of s, its name apart from those of its
// peoples: 阿坝藏族羌族自治州.
func (rd *Reader) autonomous(s string) (Area, int, bool) {
	for _, rank := range autonomies {
		at := strings.Index(s, rank.zh)
		if at <= 0 || at > maxAutonomous {
			continue
		}
		name, of := s[:at], []string(nil)
		for {
			rest, en, ok := ofPeople(name)
			if !ok {
				break
			}
			name, of = rest, append([]string{en}, of...)
		}
		if len(of) == 0 || utf8.RuneCountInString(name) > 5 {
			continue
		}
		if en, ok := rd.Spell(name); ok {
			return Area{en + " " + english.Join(of) + rank.en, rank.level}, at + len(rank.zh), true
		}
	}
	return Area{}, 0, false
}

// ofPeople takes a people off the end of a name, of which something must remain.
func ofPeople(name string) (rest, en string, ok bool) {
	bare, whole := strings.CutSuffix(name, "族")
	for size := len("哈萨克族"); size >= len("回"); size -= len("回") {
		if size >= len(bare) || !whole && size == len("回") {
			continue // 临夏回族 has its 族, 连水自治县 would be no people's
		}
		if en, ok := peoples[bare[len(bare)-size:]]; ok {
			return bare[:len(bare)-size], en, true
		}
	}
	return "", "", false
}
