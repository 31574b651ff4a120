package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/pattern"
)

// Why somebody is punished stands in a clause of its own before who it is: 因违规收集信息,
// 某App被通报. English tells it behind, as of a headline that has both in one clause.

// blamedFor renders such a title: "A Certain App Named for Illegal Collection of
// Information".
func (r *titling) blamedFor(s string) (string, bool) {
	m := reasonFirst.FindStringSubmatch(s)
	if m == nil || m[1] == "" && !blame.MatchString(m[2]) {
		return "", false
	}
	who := r.Segment(m[3])
	if len(who) == 0 || grammar.Modifies(who) || who[0].Deed() {
		return "", false
	}
	return r.Try(func() (string, bool) {
		told := m[3] + "因" + m[2] + m[4]
		en, ok := r.known(told)
		if !ok {
			en = r.Clause(told)
		}
		return en + strings.Repeat("!", min(1, len(m[5]))), len(r.Unknown) == 0
	})
}

var (
	// reasonFirst is a reason, who is blamed, and what befell him by whom.
	reasonFirst = pattern.MustCompile(`^(因|由于)?([^，：；“”！？ ]{4,44}?)[，！ ]([^，：；《》“”、！？因被 ]{2,24}?)((?:均)?被(?:[^，：；《》、！？被 ]{2,12}?(?:部门|机关|警方|网信办|网信部门|通管局|管理局|监管局|公安局|公安|网警|检察院|法院|人民银行|央行|银保监局|证监局|证监会))?(?:依法)?(?:行政|集中|集体|联合|公开)?(?:处罚|罚款|罚|约谈|通报批评|通报|点名|查处|下架|责令整改|责令改正|责令限期整改|立案调查|立案|起诉|判刑|判赔|追责|问责|警告|黑|入侵|攻击)(?:(?:人民币)?[\d.]+[万亿]?(?:元|美元|欧元|英镑|韩元|日元))?)(！?)$`)
	// blame begins or ends a reason that no word says to be one.
	blame = pattern.MustCompile(`^(?:未(?:履行|按|落实|经|及时|采取|建立|依法|尽)|不履行|拒不|违反|违规|违法|非法|擅自|私自|泄露|过度|超范围|倒卖|出售|贩卖|窃取|强制)|(?:不当|不力|不到位|失职|缺失)$`)
)
