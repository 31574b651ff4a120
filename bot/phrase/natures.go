package phrase

// natures say what kind of thing an event is and whether it binds (ALERTS
// section 3: a table over document type and issuer).
var natures = map[string][2]string{
	"nature.draft":   {"draft {0}", "{0}（草案）"},
	"nature.named":   {"public naming, not a fine", "公开通报，非罚款"},
	"nature.removed": {"removed from app stores", "下架"},
	"nature.press":   {"press report", "新闻报道"},
}
