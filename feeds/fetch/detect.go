package fetch

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
)

// sample is how much of a body is looked at to guess its character set.
const sample = 8 << 10

// guess is an encoding with the characters that are frequent in text of its
// language. Bytes of one East Asian encoding are nearly always valid in the
// others, so that only the frequency of what comes out tells them apart.
type guess struct {
	scheme scheme
	common func(rune) bool
}

var guesses = []guess{
	{gbScheme, oneOf("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严网络安全据个息护通知征求意见规定办法")},
	{scheme{"big5", traditionalchinese.Big5}, oneOf("的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別")},
	{scheme{"shift_jis", japanese.ShiftJIS}, kana},
	{scheme{"euc-jp", japanese.EUCJP}, kana},
	{scheme{"euc-kr", korean.EUCKR}, oneOf("이다는의에을가하고은한를지로기사자대인도리서어시정해보부나아제전일라수그공주요장적과상동구만조들위성관원면유국")},
}

func oneOf(s string) func(rune) bool {
	set := make(map[rune]bool, len(s)/3)
	for _, r := range s {
		set[r] = true
	}
	return func(r rune) bool { return set[r] }
}

func kana(r rune) bool { return r >= 0x3041 && r <= 0x30f6 }

// Below this share of frequent characters a guess says nothing.
const minShare = 0.15

// sureShare is a share of frequent characters that text in another encoding never has.
const sureShare = 0.35

// detect guesses what bytes that nobody labelled are. What is neither Western
// nor clearly something else is taken for Chinese.
func detect(raw []byte) scheme {
	best, _ := likeliest(raw)
	return best
}

// eastern reports whether bytes are surely text in an East Asian encoding.
func eastern(raw []byte) bool {
	s, share := likeliest(raw)
	return s.name != latin1Name && share >= sureShare
}

func likeliest(raw []byte) (best scheme, share float64) {
	raw = raw[:min(len(raw), sample)]
	if western(raw) {
		return scheme{latin1Name, charmap.Windows1252}, 1
	}
	best, top := gbScheme, 0.0
	for _, g := range guesses {
		// Ties and near ties stay with what comes first: the tables are not
		// equally long.
		if s := g.score(raw); s > top+0.05 && s >= minShare {
			best, top = g.scheme, s
		}
	}
	return best, top
}

// score is the share of frequent characters less that of undecodable ones.
func (g guess) score(raw []byte) float64 {
	body, bad := g.scheme.decode(raw)
	high, common := 0, 0
	for _, r := range string(body) {
		if r < utf8.RuneSelf {
			continue
		}
		high++
		if g.common(r) {
			common++
		}
	}
	if high == 0 {
		return 0
	}
	return float64(common-5*bad) / float64(high)
}

// western reports whether most high bytes are accented letters that stand alone
// between ASCII ones. Lead bytes of Shift_JIS, which may stand so too, are lower.
func western(raw []byte) bool {
	alone, all := 0, 0
	for i, b := range raw {
		if b < 0x80 {
			continue
		}
		all++
		if b >= 0xc0 && i > 0 && raw[i-1] < 0x80 && i+1 < len(raw) && raw[i+1] < 0x80 {
			alone++
		}
	}
	return alone*4 >= all*3
}
