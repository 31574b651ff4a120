package phrase

// natures say what kind of thing an event is and whether it binds. The keys of
// "force." are the values that feeds/facts gives by document type and issuer. A draft
// binds nobody, which its own phrases say.
var natures = map[string][2]string{
	"nature.draft":         {"draft {0}", "{0}（草案）"},
	"nature.draft_binding": {"draft {0} once adopted", "{0}（草案，通过后生效）"},
	"nature.named":         {"public naming, not a fine", "公开通报，非罚款"},
	"nature.removed":       {"removed from app stores", "下架"},
	"nature.press":         {"press report", "新闻报道"},

	"force.law":                       {"law, binding", "法律，具有约束力"},
	"force.administrative regulation": {"administrative regulation, binding", "行政法规，具有约束力"},
	"force.departmental rule":         {"departmental rule, binding", "部门规章，具有约束力"},
	"force.local regulation":          {"local regulation, binding in its region", "地方性法规，在本行政区域内具有约束力"},
	"force.local government rule":     {"local government rule, binding in its region", "地方政府规章，在本行政区域内具有约束力"},
	"force.normative document":        {"normative document below a rule", "规范性文件，效力低于规章"},
	"force.judicial interpretation":   {"judicial interpretation, binding on courts", "司法解释，法院应当适用"},
	"force.mandatory standard":        {"national standard, mandatory", "强制性国家标准"},
	"force.recommended standard":      {"national standard, recommended, not binding", "推荐性国家标准，不具有强制力"},
	"force.technical document":        {"technical document, not binding", "技术文件，不具有约束力"},
	"force.policy":                    {"policy, not binding on companies", "政策文件，不直接约束企业"},
	"force.guidance":                  {"guidance, not binding", "指引，不具有约束力"},
	"force.case":                      {"single case", "个案"},
}
