package apps

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// maxTextApps bounds the apps that are read from running text.
const maxTextApps = 500

// appsInBody are the apps that the page's own text names.
func (p *reading) appsInBody(expected int) (rows []feeds.AppRow, from string) {
	if rows = appsInText(p.Body, expected); len(rows) > 0 {
		from = "text"
	}
	return rows, from
}

// appsAttached are those that an attached text names, which is a list without a table.
func (p *reading) appsAttached(expected int) (rows []feeds.AppRow, from string) {
	for _, a := range p.Attachments {
		if a.Read == "" {
			continue
		}
		from = readFrom(a)
		rows = appsInText(view.New("attachment:"+a.Name, feeds.Clip(a.Read, page.MaxAttached)), expected)
		for i := range rows {
			rows[i].Machine = from == "picture"
		}
		if len(rows) > 0 {
			return rows, from
		}
	}
	return nil, ""
}

// appsInText are the apps that a text names, in the first of the ways in which notices do so.
// Expected is how many there should be, 0 when the notice does not say.
func appsInText(v *view.View, expected int) []feeds.AppRow {
	for _, t := range []func(*view.View) table{textTable, celledLines} {
		if rows, _ := readRows(t(v), nil); len(rows) > 0 {
			return rows
		}
	}
	for _, way := range []func(*view.View, int) []feeds.AppRow{markedApps, inlineApps, listedApps, quotedApps, enumeratedApps, linedApps, numberedApps} {
		if rows := way(v, expected); len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// minColumns is how many words must stand in a line that heads a table in text, and all
// of them be heads: "App Store" is two.
const minColumns = 3

// textTable is a table that was pasted as lines, its cells parted by blanks or tabs.
func textTable(v *view.View) table {
	t := table{from: "text", in: v.In}
	columns := 0
	for line := range strings.Lines(v.Raw) {
		cells := strings.Fields(line)
		if b, ok := header(cells); ok && len(b[0]) == len(cells) && len(cells) >= minColumns {
			columns, t.rows = len(cells), append(t.rows, cells)
			continue
		}
		if len(cells) < columns {
			columns = 0 // the table is over
		}
		if columns == 0 {
			continue
		}
		last := columns - 1 // what is told last, the problem, may have blanks
		t.rows = append(t.rows, append(cells[:last:last], strings.Join(cells[last:], " ")))
	}
	return t
}

// appDetails are what stands in brackets behind a name; a company's has brackets of its own.
const appDetails = `([^()\n]{2,80}(?:\([^()\n]{1,20}\)[^()\n]{0,40}){0,2})`

const appMark = `(?i:app|小程序|快应用|客户端|软件)?`

var (
	// markedApp is 《甲》（版本7.2.1，百度手机助手） or “甲”App（6.1版，华为应用市场）.
	markedApp = pattern.MustCompile(`[《"]([^《》"\n]{1,60})[》"]` + appMark + `\(` + appDetails + `\)`)
	// listedApp is a line of a list: 1. 甲地图（版本号：5.2.1）.
	listedApp = pattern.MustCompile(`(?:^|\n)\(?\d{1,3}[.、)]{1,2} ?([^\n()《》",。;:]{1,40})\(` + appDetails + `\)`)
	// quotedApp is one of those in 对“甲”“乙”“丙”等3款App.
	quotedApp = pattern.MustCompile(`[《"]([^《》"\n]{1,30})[》"]` + appMark + `[、,和及与]?`)
	quotedRun = pattern.MustCompile(`(?:[《"][^《》"\n]{1,30}[》"]` + appMark + `[、,和及与]?)+(等)?(?:共|这)?(\d{1,3}|[一二两三四五六七八九十]{1,3})款`)
	// enumeration is what follows 被通报的5款App分别为.
	enumeration = pattern.MustCompile(`(?:分别为|分别是|包括|名单如下|名单为|如下|即):?([^。;:\n]+)(?:[。;\n]|$)`)
	// counted is what follows 以下8款应用予以下架.
	counted = pattern.MustCompile(`(?:\d{1,3}|[一二两三四五六七八九十]{1,3})[款个][^。;:、\n]{2,30}:([^。;:\n]+、[^。;:\n]+)(?:[。;\n]|$)`)
	// listing is the same with a semicolon behind each.
	listing = pattern.MustCompile(`(?:分别为|分别是|包括|名单如下|名单为|如下|即):?([^。:\n]+;[^。:\n]+)(?:[。\n]|$)`)
	enumEN  = pattern.MustCompile(`(?i:apps?|mini-programs?|programs?) (?:are|were|include|included|including|named are):? ([^;:\n]+?)(?:\.(?: |$)|[;\n]|$)`)
)

// markedApps are those in marks whose version, store or company stands behind them.
func markedApps(v *view.View, _ int) []feeds.AppRow { return detailedApps(v, markedApp) }

// listedApps are those of numbered lines.
func listedApps(v *view.View, _ int) []feeds.AppRow { return detailedApps(v, listedApp) }

func detailedApps(v *view.View, form *pattern.Pattern) []feeds.AppRow {
	var out []feeds.AppRow
	seen := map[feeds.AppRow]bool{}
	problem := ""
	for _, m := range form.FindAllStringSubmatchIndex(v.S, maxTextApps) {
		r := feeds.AppRow{Name: strings.TrimSpace(v.Quote(view.Span{From: m[2], To: m[3]}).Text)}
		if !describe(&r, v.Quote(view.Span{From: m[4], To: m[5]}).Text) {
			continue
		}
		problem = problemOf(v, view.Span{From: m[2], To: m[3]}, view.Span{From: m[0], To: m[1]}, problem)
		r.Problem = problem
		if seen[r] {
			continue
		}
		seen[r] = true
		r.Row, r.Quote = len(out)+1, v.Quote(view.Span{From: m[0], To: m[1]})
		out = append(out, r)
	}
	return out
}

var (
	versionText = pattern.MustCompile(`^(?:[vV]?\d+(?:\.\d+)+\S{0,20}|[vV]\d\S{0,20}|\d[\d.]{0,20}版)$|版本`)
	versionWord = pattern.MustCompile(`^(?:App)?版本号?[:：为]?|版$`)
	companyText = pattern.MustCompile(`公司|工作室|中心$|集团|合作社|经营部|个体`)
	storeText   = pattern.MustCompile(`市场|商店|应用宝|助手|豌豆荚|官网|商城|平台|(?i:store|gallery|getapps)`)
)

// describe takes version, store and company of an app from what stands in brackets
// behind its name, and reports whether any of them does.
func describe(r *feeds.AppRow, details string) bool {
	for part := range strings.FieldsFuncSeq(details, func(c rune) bool { return strings.ContainsRune(",，、;；", c) }) {
		part = strings.TrimSpace(part)
		switch {
		case r.Version == "" && versionText.MatchString(part):
			r.Version = strings.TrimSpace(versionWord.ReplaceAllString(part, ""))
		case r.Developer == "" && companyText.MatchString(part):
			r.Developer = part
		case r.Store == "" && (r.Version != "" || storeText.MatchString(part)):
			r.Store = part
		}
	}
	return r.Version != "" || r.Developer != "" || r.Store != ""
}

// problemOf is what is wrong with the app at at, whose name stands at name: what its
// sentence says in front of the first app, or behind this one; a sentence that only counts
// apps leaves it to the one before. Of several apps the first tells: last is what was told
// of the one before.
func problemOf(v *view.View, name, at view.Span, last string) string {
	s := v.Passage(name.From)
	say := func(part view.Span) string {
		words := numbered.ReplaceAllString(strings.TrimSpace(v.Quote(part).Text), "")
		return strings.Trim(words, ":：,，、。;； \n")
	}
	lead := view.Span{From: s.From, To: max(s.From, at.From)}
	if i := strings.IndexAny(v.S[s.From:s.To], `《"`); i >= 0 {
		lead.To = s.From + i
	}
	switch words := say(lead); {
	case onlyCounts.MatchString(words) && s.From > 0:
		return say(v.Passage(s.From - 1))
	case utf8.RuneCountInString(words) > 4 && !onlyCounts.MatchString(words):
		return words
	}
	if tail := say(view.Span{From: min(at.To, s.To), To: s.To}); utf8.RuneCountInString(tail) >= 4 && !strings.ContainsAny(tail, "《“\"") {
		return tail
	}
	return last
}

var (
	onlyCounts = pattern.MustCompile(`^(?:涉及|包括|共)[^。]{0,12}(?:应用|(?i:app)|小程序|软件)[^。]{0,6}(?:如下)?$`)
	numbered   = pattern.MustCompile(`^(?:\(?[\d一二三四五六七八九十]{1,3}[.、)）]{1,2})`)
)

// quotedApps are those of 对“甲”“乙”“丙”等3款App予以下架.
func quotedApps(v *view.View, _ int) []feeds.AppRow {
	var out []feeds.AppRow
	for _, m := range quotedRun.FindAllStringSubmatchIndex(v.S, 20) {
		names := quotedApp.FindAllStringSubmatchIndex(v.S[m[0]:m[1]], 200)
		if n := view.WholeNumber(v.S[m[4]:m[5]]); n != len(names) && (m[2] < 0 || n < len(names)) {
			continue
		}
		for _, x := range names {
			at := view.Span{From: m[0] + x[2], To: m[0] + x[3]}
			if !slices.ContainsFunc(out, func(r feeds.AppRow) bool { return r.Name == v.Quote(at).Text }) { // what was done to it is told behind
				out = addApp(out, v, at)
			}
		}
	}
	return out
}

// enumeratedApps are those of 被通报的3款App分别为：甲、乙、丙, if they are as many as the
// notice names.
func enumeratedApps(v *view.View, expected int) []feeds.AppRow {
	if expected < 1 {
		return nil
	}
	if v.English {
		return enumerated(v, expected, enumEN, parts(v.S, ", and ", ", ", " and "))
	}
	if out := enumerated(v, expected, enumeration, parts(v.S, "、")); out != nil {
		return out
	}
	if out := enumerated(v, expected, counted, parts(v.S, "、")); out != nil && !slices.ContainsFunc(out, tellsProblem) {
		return out
	}
	return enumerated(v, expected, listing, parts(v.S, ";"))
}

// tellsProblem reports whether what stands for an app's name is what is wrong with one.
func tellsProblem(r feeds.AppRow) bool { return problemWord.MatchString(r.Name) }

// enumerated are the apps of an enumeration of that form, if its parts are as many as the
// notice names.
func enumerated(v *view.View, expected int, form *pattern.Pattern, parted func(view.Span) []view.Span) []feeds.AppRow {
	for _, m := range form.FindAllStringSubmatchIndex(v.S, 20) {
		if m[3] <= m[2] {
			continue
		}
		list := parted(view.Span{From: m[2], To: m[3]})
		if len(list) != expected {
			continue
		}
		var out []feeds.AppRow
		for _, at := range list {
			name := at
			if n := numbered.FindStringIndex(v.S[at.From:at.To]); n != nil {
				name.From += n[1]
			}
			details := ""
			if i := strings.IndexByte(v.S[at.From:at.To], '('); i > 0 {
				name.To = at.From + i
				details = v.Quote(view.Span{From: name.To + 1, To: at.To}).Text
			}
			out = addApp(out, v, name)
			describe(&out[len(out)-1], strings.TrimRight(details, ")）"))
		}
		return out
	}
	return nil
}

// numberedApp is a line that is a number and a name.
var numberedApp = pattern.MustCompile(`(?:^|\n)\(?(\d{1,3})[.、)]{1,2} ?([^\n,。;:]{1,40})`)

// numberedApps are those of lines that are a number and a name each, as many as the notice
// counts.
func numberedApps(v *view.View, expected int) []feeds.AppRow {
	if expected < minColumns {
		return nil
	}
	var out []feeds.AppRow
	for _, m := range numberedApp.FindAllStringSubmatchIndex(v.S, maxTextApps) {
		if view.WholeNumber(v.S[m[2]:m[3]]) != len(out)+1 || m[5] < len(v.S) && v.S[m[5]] != '\n' {
			continue
		}
		out = addApp(out, v, view.Span{From: m[4], To: m[5]})
		// The blanks are in what is quoted alone.
		if r := &out[len(out)-1]; versionNext.MatchString(r.Name) {
			d := versionNext.FindStringIndex(r.Name)
			describe(r, strings.Join(strings.Fields(r.Name[d[0]:]), ","))
			r.Name = r.Name[:d[0]]
		}
		if m := companyNext.FindStringSubmatch(out[len(out)-1].Name); m != nil && companyText.MatchString(m[2]) {
			out[len(out)-1].Name, out[len(out)-1].Developer = m[1], m[2]
		}
	}
	if len(out) != expected {
		return nil
	}
	return out
}

// versionNext is where a version follows the name in a line, parted by a blank.
var versionNext = pattern.MustCompile(` [vV]?\d+(?:\.\d+)+(?: |$)`)

// companyNext is what follows the name in a line, behind a dash or a blank.
var companyNext = pattern.MustCompile(`^(.+?)\s*(?:[—–]+|-{2,}| - | )\s*(\S{4,60})$`)

// addApp appends the app whose name stands at at, with or without marks.
func addApp(out []feeds.AppRow, v *view.View, at view.Span) []feeds.AppRow {
	q := v.Quote(at)
	name := strings.Trim(q.Text, "《》“”\"「」 ")
	return append(out, feeds.AppRow{Row: len(out) + 1, Name: name, Quote: q})
}

// parts cuts a stretch of s at any of seps that stand in no brackets; of two that begin
// alike the longer one comes first.
func parts(s string, seps ...string) func(view.Span) []view.Span {
	return func(at view.Span) (out []view.Span) {
		from, depth := at.From, 0
		add := func(to int) {
			if t := strings.TrimSpace(s[from:to]); t != "" {
				i := from + strings.Index(s[from:to], t)
				out = append(out, view.Span{From: i, To: i + len(t)})
			}
		}
		for i := at.From; i < at.To; i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth = max(0, depth-1)
			}
			k := slices.IndexFunc(seps, func(sep string) bool { return depth == 0 && strings.HasPrefix(s[i:at.To], sep) })
			if k < 0 {
				continue
			}
			add(i)
			from = i + len(seps[k])
			i = from - 1
		}
		add(at.To)
		return out
	}
}
