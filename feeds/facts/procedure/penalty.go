package procedure

import (
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// foreignUnits are currencies, without groups.
const foreignUnits = `(?:英镑|欧元|美元|美金|港元|港币|澳门元|澳门币|葡币|日元|韩元|新台币|台币|加元|澳元|新加坡元|新元|瑞郎|瑞士法郎|卢布|里拉)`

var (
	penaltyPassage = pattern.MustCompile(`(?:判处)?(?:有期徒刑|拘役|管制)[\p{Han}\d]{1,12}?(?:年|个月|月)(?:[\p{Han}\d]{0,8}个月)?(?:至[\p{Han}\d]{1,6}?(?:年|个月)(?:[\d一二三四五六七八九十]{1,3}个月)?)?(?:不等)?(?:,?(?:并)?(?:宣告)?缓刑[\p{Han}\d]{1,12}?(?:年|月)(?:[\p{Han}\d]{0,6}个月)?)?(?:,?剥夺政治权利[一二三四五\d]{1,2}年)?|无期徒刑|(?:并处|处以?|合计|判处)?罚[金款](?:人民币)?[\d,.一二三四五六七八九十百千万亿]+元|没收违法所得[\d,.一二三四五六七八九十百千万亿]*元?|追缴违法所得[\d,.一二三四五六七八九十百千万亿]*元?|行政拘留[\p{Han}\d]{1,4}日|吊销[\p{Han}]{0,10}许可证?|停业整顿|赔礼道歉|予以警告|给予警告|处(?:人民币)?[\d,.]+[万亿]?元(?:的)?罚款|罚款(?:人民币)?[\d,.]+[万亿]?元|罚[金款](?:约|共计|合计|共)?[\d,.]+(?:万亿|[万亿])?(?:多|余)?` + foreignUnits + `|裁[处罚](?:新台币|台币)[\d,.]+[万亿]?元?|[\d,.]+(?:万亿|[万亿])?(?:多|余)?` + foreignUnits + `(?:的)?(?:行政)?罚[金款]|罚[金款]` + foreignUnits + `[\d,.]+[万亿]?`)
	penaltyEnglish = pattern.MustCompile(`(?i:(?:\w+ years?|\w+ months?)(?:'s?)?(?: and \w+ months?)?(?:'s?)? (?:in prison|imprisonment)(?:,? suspended for [\w ]+?(?:years?|months?))?(?: and \w+ months?)?|fines? of [\w$¥,. ]+? ?yuan|fines? of (?:RMB|CNY) ?[\d,.]+(?: million| billion)?|fined [\w' ]{0,40}?(?:RMB|CNY|¥) ?[\d,.]+(?: million| billion)?|public apology(?: in national media)?|(?:forfeiture|confiscation) of [\w,. ]+? illegal (?:income|gains))`)
)

// threatened stands before a penalty that the law allows, or that may come: every report of
// an arrest in Hong Kong ends with 違例者一經定罪，最高可被處罰款100萬元.
var threatened = pattern.MustCompile(`(?:最高|可以?|可能|或|将|面临|一经定罪,?|违例者|违者|拟)(?:可|将|会|对其|被|判|处|面临)*(?:罚款)?[^。;,]{0,4}$`)

func (p *reading) penalties() {
	for _, v := range p.Views {
		passage := penaltyPassage
		switch {
		case v.English:
			if !v.LowWords.HasAny("prison", "fine", "apolog", "forfeit", "confiscat") {
				continue
			}
			passage = penaltyEnglish
		case !v.Words.HasAny("罚", "徒刑", "拘", "没收", "赔礼", "警告", "吊销", "停业", "追缴", "裁处"):
			continue
		}
		for _, m := range passage.FindAllStringIndex(v.S, 20) {
			if !v.English && threatened.MatchString(view.ClipLeft(v.S[:m[0]], 72)) || p.BeforeLaunch(v, m[0]) {
				continue
			}
			p.Out.Penalties = append(p.Out.Penalties, v.Quote(view.Span{From: m[0], To: m[1]}))
		}
	}
}
