// Package chinese says what Chinese titles say in the spelling and in the words that the
// rules of translation know: Chinese becomes Chinese, and nothing here knows English.
// Start with Read.
//
// It takes three steps. Normalize gives characters and marks one shape (normalize.go).
// What Hong Kong, Macao, Taiwan and news from abroad call otherwise gets the mainland's
// words (dialect.go). Then tables of rewordings put what is said in several ways into one,
// or in an order that other languages have too: reword.go, press.go for what only the
// press says, official.go for official titles. A Title tells with its text what the text
// alone no longer shows: that it was in traditional characters, whose money and whose laws
// it speaks of, and whether 安全 is the safety of things (matter.go).
package chinese

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// kindsOfCases are typical cases of one branch of law, which stands before or within.
var kindsOfCases = pattern.MustCompile(`典型(?:(民事|刑事|行政|商事)案例|案件)`)

// plainWords are those that say no more than others which the tables have.
var plainWords = strings.NewReplacer("责令其", "责令", "一直在", "一直", "将迎首", "将迎来首", "部署做好", "部署", "骇客", "黑客", "谁该", "谁应", "在加业务", "加拿大业务", "在美业务", "美国业务", "在华业务", "中国业务", "在欧业务", "欧洲业务", "在英业务", "英国业务", "在韩业务", "韩国业务", "在日业务", "日本业务", "在印业务", "印度业务")

// thoseWho are so many who did something or did not, without the word that says so:
// 对两家未履行义务企业作出处罚.
var thoseWho = pattern.MustCompile(`((?:\d|[一两二三四五六七八九十])(?:家|名))((?:未备案|(?:未[履落按采取经申报建制依完及]|拒不|违规|违法|擅自)[^的，：；《》被因对 ]{3,24}?))((?:教育|培训|科技|互联网|医疗|金融|网络|物业|电商|A[Pp][Pp]运营|A[Pp][Pp]开发|运营|开发)?(?:企业|公司|平台|机构|单位|医院|学校|银行|商家))`)

// AboutApps reports a text that names any.
func AboutApps(s string) bool { return aboutApps.MatchString(s) }

var aboutApps = pattern.MustCompile(`(?i:app|小程序|应用|软件|sdk)`)

// Title is a title in the words that the rules know, and what it shows of where it is from
// and what it is about.
type Title struct {
	Text string
	// Yuan is what 元 is where it is no renminbi: in traditional characters, or of Taiwan.
	Yuan string
	// HongKong is a title in traditional characters without words of Macao or Taiwan.
	HongKong bool
	// Own is one of Macao, Taiwan or another country, whose laws are named as the mainland's.
	Own bool
	// Apps are what it is about, so that an unknown name in quotes is one's.
	Apps bool
	// Safety is of things that may hurt, so that 安全 is no security.
	Safety bool
}

// Read brings a title into one spelling and into words that the rules know.
func Read(given string) Title {
	s := Normalize(given)
	t := Title{HongKong: traditional(given, s)} // before anything else changes characters
	s = kindsOfCases.ReplaceAllString(digitsOf(s), "${1}典型案例")
	s = thoseWho.ReplaceAllString(s, "${1}${2}的${3}")
	island := islanders.MatchString(s) || taiwanese.MatchString(s)
	if t.HongKong {
		s = localWords.Replace(s)
	}
	s = courtsOfIsland.ReplaceAllString(ofTexas(s), "台湾最高$1$2")
	s = strings.Replace(s, "依法被", "被依法", 1)
	s = reworded(plainWords.Replace(s))
	switch {
	case islanders.MatchString(s):
		s, t.Yuan = ofTaiwan(s), "NT$"
	case t.HongKong:
		t.Yuan = "$"
	}
	if strings.HasPrefix(s, "证监会") && (t.HongKong || ofHongKong.MatchString(s)) {
		s = "香港" + s // the mainland's has 中国 in front there
	}
	t.Text, t.Apps, t.Own = s, AboutApps(s), ownLaws.MatchString(s) || foreign.MatchString(s)
	t.HongKong = t.HongKong && !t.Own && !island
	t.Safety = strings.Contains(s, "安全") && ofThings.MatchString(s) && !ofAttacks.MatchString(s)
	return t
}
