package apps

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// celledLines is a table whose cells came as lines of their own: its header, and as many
// lines for each row, which numbers itself.
func celledLines(v *view.View) table {
	t := table{from: "text", in: v.In}
	lines := strings.Split(strings.TrimSpace(v.Raw), "\n")
	for i := 0; i < len(lines); i++ {
		width := 0
		for used := map[string]bool{}; i+width < len(lines); width++ {
			field := fieldOf(lines[i+width], used)
			if field == "" || width == 0 && field != "row" {
				break
			}
			used[field] = true
		}
		if width < minColumns {
			continue
		}
		if _, ok := header(lines[i : i+width]); !ok {
			continue
		}
		t.rows = append(t.rows, lines[i:i+width])
		at, n := i+width, 1
		for ; at+width <= len(lines) && view.WholeNumber(strings.TrimSpace(lines[at])) == n; at, n = at+width, n+1 {
			t.rows = append(t.rows, lines[at:at+width])
		}
		i = at - 1
	}
	return t
}

// linedApp is a line that names an app, and in brackets or behind a comma what is known of it.
var linedApp = pattern.MustCompile(`^(?:\(?\d{1,3}[.、)]{1,2} ?)?([^\n()。;:,，]{1,40})(?:\((.{2,120})\)|[,，](.{2,120}))$`)

// linedApps are those of lines that follow each other, as many as the notice counts, each
// of which tells of an app its company, version or store.
func linedApps(v *view.View, expected int) []feeds.AppRow {
	if expected < minColumns {
		return nil
	}
	var out []feeds.AppRow
	at := 0
	for line := range strings.Lines(v.S) {
		from := at
		at += len(line)
		line = strings.TrimRight(line, "\n")
		m := linedApp.FindStringSubmatchIndex(line)
		if m == nil {
			if len(out) == expected {
				return out
			}
			out = nil
			continue
		}
		next := addApp(out, v, view.Span{From: from + m[2], To: from + m[3]})
		details := view.Span{From: from + max(m[4], m[6]), To: from + max(m[5], m[7])}
		if r := &next[len(next)-1]; !describe(r, v.Quote(details).Text) {
			out = nil
			continue
		}
		out = next
	}
	if len(out) != expected {
		return nil
	}
	return out
}

// inlineApp is an app in a list within sentences: 1.甲打车(版本8.1.2,应用宝),违规收集个人信息;
// what is in brackets, or stands behind a colon, tells that it is one.
var inlineApp = pattern.MustCompile(`(?:^|[\n:;。,、及为括] ?)(\(?\d{1,3}[.、)]{1,2}|[①-⑳]) ?([^\n()《》"。;:,\d][^\n()《》"。;:,]{0,39})(?:\(` + appDetails + `\)|:([^。;:\n]{4,80}))`)

// inlineApps are those that a text counts within sentences, as many as the notice names;
// where it names no number, some of which each has its details in brackets.
func inlineApps(v *view.View, expected int) []feeds.AppRow {
	var out []feeds.AppRow
	problem := ""
	all := inlineApp.FindAllStringSubmatchIndex(v.S, maxTextApps)
	for i, m := range all {
		name, details, told := view.Span{From: m[4], To: m[5]}, view.Span{From: m[6], To: m[7]}, view.Span{From: m[8], To: m[9]}
		if countOf(v.S[m[2]:m[3]]) != len(out)+1 {
			continue
		}
		next := addApp(out, v, name)
		r := &next[len(out)]
		switch {
		case details.From >= 0:
			if !describe(r, v.Quote(details).Text) {
				continue
			}
			told = view.Span{From: m[1], To: len(v.S)}
		case expected == 0 || tellsProblem(*r) || !problemWord.MatchString(v.Text(told)):
			continue
		default:
			told.To = len(v.S)
		}
		if i+1 < len(all) {
			told.To = max(told.From, all[i+1][0])
		}
		if end := strings.IndexAny(v.Text(told), ";。\n"); end >= 0 {
			told.To = told.From + end
		}
		if problemWord.MatchString(v.Text(told)) {
			problem = strings.Trim(v.Quote(told).Text, ":：,，、 ")
		}
		r.Problem, r.Quote = problem, v.Quote(view.Span{From: name.From, To: m[1]})
		out = next
	}
	if enough := len(out) == expected || expected == 0 && len(out) >= minColumns; !enough || len(out) < 2 {
		return nil
	}
	return out
}

// countOf is the number that a mark of a list stands for: 3 for "(3)", "3." and "③".
func countOf(mark string) int {
	if c, _ := utf8.DecodeRuneInString(mark); c >= '①' && c <= '⑳' {
		return int(c-'①') + 1
	}
	return view.WholeNumber(strings.Trim(mark, "(.、)"))
}

// across are the rows of a table that tells of each app in a column: its first one heads
// the lines.
func across(t table) table {
	heads := make([]string, 0, len(t.rows))
	for _, row := range t.rows {
		if len(row) < minColumns || len(row) != len(t.rows[0]) {
			return table{}
		}
		heads = append(heads, row[0])
	}
	b, ok := header(heads)
	if !ok || len(b) != 1 || len(b[0]) != len(heads) || len(heads) < minColumns {
		return table{}
	}
	turned := table{from: t.from, in: t.in}
	for i := range t.rows[0] {
		column := make([]string, 0, len(t.rows))
		for _, row := range t.rows {
			column = append(column, row[i])
		}
		if i > 0 && holdsLabels(column) {
			return table{} // a card with several labels in a line
		}
		turned.rows = append(turned.rows, column)
	}
	return turned
}

// holdsLabels reports whether most cells of a column are heads.
func holdsLabels(column []string) bool {
	n := 0
	for _, cell := range column {
		if cell = strings.TrimSpace(cell); utf8.RuneCountInString(cell) <= longestLabel && fieldOf(cell, map[string]bool{}) != "" {
			n++
		}
	}
	return 2*n >= len(column)
}

// longestLabel is how many characters the head of a field has at most in a card.
const longestLabel = 6

// repeats reports whether a table lists nothing but apps that are listed already: pages hold
// a list once for each width of the screen, and attach what they show.
func repeats(listed, rows []feeds.AppRow) bool {
	known := map[[2]string]bool{}
	for _, r := range listed {
		known[[2]string{r.Name, r.Version}] = true
	}
	return len(rows) >= minColumns && !slices.ContainsFunc(rows, func(r feeds.AppRow) bool { return !known[[2]string{r.Name, r.Version}] })
}

// severalInACell gives each app a row of its own where a row tells of all that have one
// problem, if they are as many as the notice counts.
func severalInACell(rows []feeds.AppRow, expected int) []feeds.AppRow {
	var out []feeds.AppRow
	for _, r := range rows {
		for name := range strings.FieldsFuncSeq(r.Name, func(c rune) bool { return c == '、' || c == '\n' || c == ';' || c == '；' }) {
			one := r
			one.Row, one.Name = len(out)+1, unquoted(strings.TrimSpace(name))
			out = append(out, one)
		}
	}
	if len(out) != expected || len(out) <= len(rows) {
		return rows
	}
	return out
}

// versionBehind is a version in brackets behind an app's name.
var versionBehind = pattern.MustCompile(`^(.+?)\s*[（(](?:版本号?[：:]?\s*)?([vV]?\d+(?:\.\d+){1,4})[）)]$`)

// withVersion takes the version out of a cell that heads name and version as one.
func withVersion(r feeds.AppRow) feeds.AppRow {
	if r.Version != "" {
		return r
	}
	if m := versionBehind.FindStringSubmatch(r.Name); m != nil {
		r.Name, r.Version = m[1], m[2]
	}
	return r
}
