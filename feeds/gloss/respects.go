package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// becoming is a title about what something is to become in several respects, each a word
// that ends alike: 政务服务标准化规范化便利化.
var becoming = pattern.MustCompile(`^([^《“]*?[^、和与及的])((?:(?:` + pattern.AnyKey(respects) + `)[、和与及]?){2,5})((?:发展|建设|水平|的[^，：；]{2,8})?)$`)

// respects are such words.
var respects = map[string]string{
	"标准化": "Standardization", "规范化": "Regularization", "便利化": "Facilitation", "智能化": "Intelligentization", "数字化": "Digitalization", "信息化": "Informatization",
	"精细化": "Refinement", "法治化": "Rule of Law", "专业化": "Professionalization", "制度化": "Institutionalization", "市场化": "Marketization", "国际化": "Internationalization",
	"绿色化": "Greening", "高端化": "Upgrading", "现代化": "Modernization", "一体化": "Integration", "网络化": "Networking", "常态化": "Normalization", "集约化": "Intensification",
	"均等化": "Equalization", "多元化": "Diversification", "产业化": "Industrialization", "规模化": "Scaling Up", "价值化": "Valorization", "体系化": "Systematization", "科学化": "Scientific Development",
	"普惠化": "Inclusiveness", "品牌化": "Branding", "协同化": "Coordination", "融合化": "Integration", "自动化": "Automation", "资产化": "Assetization", "流通化": "Circulation",
}

// severalRespects renders such a title as one about the first respect, and lists the others
// behind it.
func (r *titling) severalRespects(s string) (string, bool) {
	if strings.Count(s, "化") < 2 {
		return "", false
	}
	m := becoming.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	if r.of.rules.Terms.Known(m[2]) {
		return "", false // 市场化价值化 is a term
	}
	var all []string
	for _, zh := range respect.FindAllString(m[2], -1) {
		all = append(all, respects[zh])
	}
	return r.Try(func() (string, bool) {
		const one = "标准化"
		en := r.title(m[1] + one + m[3])
		return strings.Replace(en, respects[one], english.Join(all), 1), strings.Count(en, respects[one]) == 1
	})
}

var respect = pattern.MustCompile(pattern.AnyKey(respects))
