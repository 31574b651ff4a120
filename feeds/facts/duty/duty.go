// Package duty reads what a rule orders and forbids: Of gives its sentences that do, as they
// stand, with the article, whom they bind and within what term.
package duty

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// maxDuty is how many bytes a sentence that is quoted may have: lists in articles run long.
const maxDuty = 2400

var (
	article = pattern.MustCompile(`(?m)^[ \t\x{3000}]*(第[零〇一二三四五六七八九十百千\d]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)([^第规的至、,，和或及之。；款项].*)$`)
	orders  = pattern.MustCompile(`应当|应于|应在|应按|应自|必须|须(?:建立|健全|按|依|向|经|于|在|自|具|符合|遵守|提前|提交|提供|取得|完成|报|设|配备|落实|履行)|应及时|应立即|应(?:取得|建立|采取|制定|明确|履行|遵守|保证|确保|提供|提交|设置|配备|核验|保存|删除|告知|公示|报告|备案|符合|具备|满足|停止|完成|指定|落实|妥善|至少)`)
	forbids = pattern.MustCompile(`不得|禁止|严禁|不应当|不可以`)
	// forbidden is what is forbidden elsewhere, and only named: 明确禁止使用的方法.
	forbidden = pattern.MustCompile(`^禁止(?:使用|出境|发布|提供|传输|收集|下载|接入|安装|进口|出口|公开|处理|访问|传播|发送)(?:或者?|和|、|使用|出境|发布|提供|传输|传播)*的`)
	// atLeast are words in which 不得 asks for as much, or forbids nothing.
	atLeast = pattern.MustCompile(`不得(?:不|少于|低于|短于|晚于|迟于)`)
	// liable is what follows from a breach, and no duty of whom the rule binds.
	liable = pattern.MustCompile(`^(?:任何)?[^。]{0,60}?(?:违反|未按照?|未依法|未履行|不履行|拒不|有下列(?:情形|行为)之一)[^。]{0,300}?(?:责令|处罚|罚款|处以|处分|追究|警告|承担|约谈)|依照[^。]{2,40}(?:处罚|追究)|^[^。；]{4,200}?的，[^。；应须不禁]{0,40}?(?:予以处罚|给予警告|处[^。；，]{0,24}罚款|责令|没收|吊销|依法追究)`)
	who    = pattern.MustCompile(`^(?:鼓励)?(?:[^，。；：]{0,30}?)(任何(?:组织、个人|(?:组织|单位|个人)(?:和|或者|或|、)(?:组织|单位|个人)|组织|个人|单位)|(?:[^，。；：、和与及或的在对向因经按将从自为把被]{0,14})(?:处理者|运营者|经营者|提供者|使用者|服务者|生产者|制造者|开发者|控制者|管理者|发布者|监护人|负责人|受托方|受托人|接收方|委托方|当事人|企业|单位|机构|平台|公司|商店|医院|学校|银行|部门|机关|政府|委员会|办公室))`)
	// conditional begins a clause that says when, and not who.
	conditional = pattern.MustCompile(`^(?:因|对|对于|向|在|经|按照|根据|依据|依照|为|自|从|当|如|如果|若|通过|利用|发生|发现|涉及|需要|确需|除|未经|本(?:办法|规定|条例|法|细则|指南))`)
	official    = pattern.MustCompile(`(?:部门|机关|政府|委员会|办公室|委)$`)
	termOfDuty  = pattern.MustCompile(`(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|个自然日|日|天|小时|个月|年)(?:之?|以)内|每([一二两三四五六七八九十]|\d{1,2})?年(?:至少)?(?:[^，。；]{0,12}?一次)?|(?:提前|至少提前)(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|日|天|个月)|立即|(?:事前|事先)`)
	dutyOrderEN = pattern.MustCompile(`\b(?:shall|must|(?:is|are) required to)\b`)
	dutyForbids = pattern.MustCompile(`\b(?:shall not|must not|may not|(?:is|are) prohibited from)\b`)
)

// Of are the sentences of a rule that order or forbid, in their order, none of them
// put into other words, and whom they bind in the text's words alone. What follows from a
// breach is none. English texts have no terms
// and no one who is bound told apart.
func Of(text string) []feeds.Duty {
	text = string(feeds.Clean(text))
	if !feeds.HasHan(text) {
		return dutiesEN(text)
	}
	var out []feeds.Duty
	number, figures := "", ""
	for _, block := range blocks(text) {
		if m := article.FindStringSubmatch(block); m != nil {
			number, figures = m[1], inFigures(m[1])
			block = strings.Replace(block, m[1], "", 1)
		}
		for _, s := range ordering(block) {
			if d, ok := duty(s); ok {
				d.Article, d.Number = number, figures
				out = append(out, d)
			}
		}
	}
	return out
}

// inFigures is the number of an article in figures: 第十条之二 is 10-2.
func inFigures(article string) string {
	main, further, more := strings.Cut(strings.TrimPrefix(article, "第"), "条之")
	n := strconv.Itoa(view.WholeNumber(strings.TrimSuffix(main, "条")))
	if more {
		n += "-" + strconv.Itoa(view.WholeNumber(further))
	}
	return n
}

// blocks are the lines of a text, a list with the line that begins it: 应当符合下列条件：.
func blocks(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if n := len(out); n > 0 && (strings.HasSuffix(out[n-1], "：") || strings.HasSuffix(out[n-1], "；") || strings.HasSuffix(out[n-1], ":") || strings.HasSuffix(out[n-1], "；和")) && len(out[n-1]) < maxDuty {
			out[n-1] += line
			continue
		}
		out = append(out, line)
	}
	return out
}

// ordering are the sentences of a block; one that begins a list keeps it.
func ordering(block string) []string {
	var out []string
	for _, s := range strings.SplitAfter(block, "。") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// firstForbidding is where a sentence forbids something.
func firstForbidding(s string) []int {
	for _, at := range forbids.FindAllStringIndex(s, -1) {
		if !forbidden.MatchString(s[at[0]:]) {
			return at
		}
	}
	return nil
}

func duty(s string) (feeds.Duty, bool) {
	order, forbid := orders.FindStringIndex(s), firstForbidding(s)
	if least := atLeast.FindStringIndex(s); forbid != nil && least != nil && least[0] == forbid[0] {
		if order == nil {
			order = forbid
		}
		forbid = nil
	}
	if order == nil && forbid == nil || liable.MatchString(s) {
		return feeds.Duty{}, false
	}
	d := feeds.Duty{Forbids: order == nil || forbid != nil && forbid[0] < order[0], Text: feeds.Clip(s, maxDuty)}
	at := order
	if d.Forbids {
		at = forbid
	}
	d.Who = bindsWhom(s[:at[0]])
	d.Authority = official.MatchString(d.Who)
	var own, english []string
	for _, m := range termOfDuty.FindAllStringSubmatch(s, 3) {
		own, english = append(own, m[0]), append(english, termEnglish(m))
	}
	d.Term, d.TermEN = strings.Join(own, "、"), strings.Join(english, ", ")
	return d, true
}

// bindsWhom reads who is bound from what stands before the order: from the first clause
// that says who, and not when.
func bindsWhom(before string) string {
	for _, clause := range strings.FieldsFunc(before, func(r rune) bool { return strings.ContainsRune("，；：。", r) }) {
		clause = strings.TrimSpace(clause)
		if conditional.MatchString(clause) {
			continue
		}
		if m := who.FindStringSubmatch(clause); m != nil && utf8.RuneCountInString(m[1]) > 1 {
			if strings.HasPrefix(m[1], "地") && !strings.HasPrefix(m[1], "地方") {
				return strings.TrimPrefix(m[1], "地") // 所在地
			}
			return m[1]
		}
	}
	return ""
}

var termUnits = map[string]string{"个工作日": "working day", "个自然日": "calendar day", "日": "day", "天": "day", "小时": "hour", "个月": "month", "年": "year"}

func termEnglish(m []string) string {
	counted := func(n, unit string) string {
		count := view.WholeNumber(n)
		if count == 1 {
			return "1 " + termUnits[unit]
		}
		return strconv.Itoa(count) + " " + termUnits[unit] + "s"
	}
	switch {
	case m[2] != "":
		return "within " + counted(m[1], m[2])
	case strings.HasPrefix(m[0], "每") && m[3] != "":
		return "every " + counted(m[3], "年")
	case strings.HasPrefix(m[0], "每"):
		return "every year"
	case m[5] != "":
		return counted(m[4], m[5]) + " before"
	case m[0] == "立即":
		return "at once"
	}
	return "beforehand"
}

func dutiesEN(text string) []feeds.Duty {
	var out []feeds.Duty
	for _, at := range view.Sentences(nil, text) {
		s := strings.TrimSpace(text[at.From:at.To])
		forbid := dutyForbids.MatchString(s)
		if forbid || dutyOrderEN.MatchString(s) {
			out = append(out, feeds.Duty{Forbids: forbid, Text: feeds.Clip(s, maxDuty)})
		}
	}
	return slices.Clip(out)
}
