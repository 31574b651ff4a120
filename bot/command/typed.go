package command

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// chineseKeys are the words before a colon as people who write Chinese type them.
var chineseKeys = map[string]string{
	"主题": "topic", "机构": "authority", "机关": "authority", "发布机构": "authority", "地区": "region", "地域": "region", "阶段": "stage", "状态": "stage",
	"栏目": "section", "板块": "section", "方式": "mode", "模式": "mode", "频率": "mode", "语言": "lang", "后续": "followups", "后续进展": "followups", "自": "since", "起": "since", "至": "until", "止": "until",
	"时区": "zone", "免打扰": "quiet", "工作日": "workdays", "理由": "reason", "原因": "reason", "负责人": "owners", "别名": "alias", "未命中": "nomatch", "页": "page",
}

// otherKeys are the words before a colon by what other programs call them.
var otherKeys = map[string]string{
	"language": "lang", "timezone": "zone", "tz": "zone", "dnd": "quiet", "topics": "topic", "authorities": "authority", "regions": "region", "stages": "stage", "followup": "followups", "owner": "owners", "from": "since",
}

// chineseWords are the words behind a colon or a verb, and the stages before one.
var chineseWords = map[string]string{
	"草案": "draft", "征求意见": "draft", "征求意见稿": "draft", "已发布": "final", "发布": "final", "正式": "final", "已施行": "in-force", "施行": "in-force", "生效": "in-force", "现行": "in-force",
	"已失效": "ended", "失效": "ended", "废止": "ended", "案件与动态": "case", "案件": "case", "动态": "case",
	"立法": "legislation", "执法机关动态": "enforcement-authority", "执法动态": "enforcement-authority", "执法案例": "enforcement-case", "案例": "enforcement-case", "司法": "court-litigation", "诉讼": "court-litigation",
	"立即": "now", "即时": "now", "每日": "daily", "每天": "daily", "每周": "weekly",
	"英文": "en", "中文": "zh", "双语": "both", "话题": "thread", "频道": "channel", "开": "on", "开启": "on", "关": "off", "关闭": "off",
	"应用": "app", "小程序": "mini-program", "公司": "entity", "企业": "entity", "主体": "entity", "供应商": "vendor",
	"全部": "all", "所有": "all", "本频道": "here", "我": "me", "我的": "me", "是": "yes", "确认": "yes", "否": "no",
	"添加": "add", "增加": "add", "移除": "remove", "删除": "remove", "列表": "list", "导入": "import", "导出": "export", "暂停": "pause", "恢复": "resume",
	"拆分": "split", "合并": "join", "关联": "link", "解除关联": "unlink", "日历": "ical", "分享": "share",
}

// meant is a word of a command as the program has it: in half width, in small letters,
// in English where it has a Chinese name.
func meant(word string) string {
	word = strings.ToLower(width.Fold.String(word))
	if en, ok := chineseWords[word]; ok {
		return en
	}
	return word
}

// meantKey is a word before a colon as the program has it; ok is false for one of other
// letters that is no key in Chinese.
func meantKey(key string) (string, bool) {
	key = width.Fold.String(key)
	if en, ok := chineseKeys[key]; ok {
		return en, true
	}
	name := strings.ToLower(strings.ReplaceAll(key, "-", ""))
	return cmp.Or(otherKeys[name], name), keyForm.MatchString(key)
}

// chineseKey is what looks like a key in Chinese: none is a word that texts are searched
// for.
var chineseKey = regexp.MustCompile(`^\p{Han}{1,4}[:：].`)

var dayForm = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)$`)

// isoDay writes a day or month as people write them (2022/9/14, 2022年9月) with hyphens
// and two digits; what is neither stays as it is.
func isoDay(word string) string {
	word = width.Fold.String(word)
	m := dayForm.FindStringSubmatch(word)
	if m == nil {
		return word
	}
	parts := m[1:2]
	for _, part := range m[2:] {
		if part != "" {
			parts = append(parts, strings.Repeat("0", 2-len(part))+part)
		}
	}
	return strings.Join(parts, "-")
}

// address is an address as it is meant: a browser shows it without what it begins with.
func address(word string) string {
	if bareAddress.MatchString(word) {
		return "https://" + word
	}
	return word
}

// bareAddress is a host with a dot that ends in letters, and what follows it.
var bareAddress = regexp.MustCompile(`^[\pL\pN-]+(?:\.[\pL\pN-]+)*\.\pL{2,}(?:[/?].*)?$`)
