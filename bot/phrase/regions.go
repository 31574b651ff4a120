package phrase

import (
	"maps"

	"github.com/regwire/regwire/feeds/region"
)

// regions are the names of the regions that authorities belong to, by their codes.
var regions = withProvinces(map[string][2]string{
	"region.CN": {"China (national)", "中国（全国性）"},
	"region.AU": {"Australia", "澳大利亚"},
	"region.CA": {"Canada", "加拿大"},
	"region.DE": {"Germany", "德国"},
	"region.EU": {"European Union", "欧盟"},
	"region.FR": {"France", "法国"},
	"region.GB": {"United Kingdom", "英国"},
	"region.HK": {"Hong Kong", "香港"},
	"region.IE": {"Ireland", "爱尔兰"},
	"region.IT": {"Italy", "意大利"},
	"region.JP": {"Japan", "日本"},
	"region.KR": {"South Korea", "韩国"},
	"region.MO": {"Macao", "澳门"},
	"region.NL": {"Netherlands", "荷兰"},
	"region.PH": {"Philippines", "菲律宾"},
	"region.SG": {"Singapore", "新加坡"},
	"region.TW": {"Taiwan", "台湾"},
	"region.US": {"United States", "美国"},
})

// withProvinces adds the provinces of China, whose names are a table of their own.
func withProvinces(countries map[string][2]string) map[string][2]string {
	all := maps.Clone(countries)
	for _, p := range region.Provinces() {
		all["region.CN-"+p.Code] = [2]string{p.EN, p.ZH}
	}
	return all
}
