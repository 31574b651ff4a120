package apps

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// table is rows of cells and where they came from.
type table struct {
	rows [][]string
	from string // "table", "docx", "xlsx", "pdf", "picture"
	in   string
}

// tables are those of the page and of its attachments.
func (p *reading) tables() []table {
	var out []table
	for _, rows := range p.Tables {
		out = append(out, table{rows, "table", "text"})
	}
	for _, a := range p.Attachments {
		if len(a.Table) == 0 {
			continue
		}
		out = append(out, table{a.Table, readFrom(a), "attachment:" + a.Name})
	}
	return out
}

// readFrom is what an attachment was read from.
func readFrom(a feeds.Attachment) string {
	if a.How == "ocr" || a.How == "" && a.Image {
		return "picture"
	}
	return a.How
}

// columns are the fields of an app row, beside the name, with the words that
// head them.
var columns = []struct {
	field string
	heads []string
}{
	{"row", []string{"序号", "编号", "No."}},
	{"version", []string{"版本", "Version"}},
	{"problem", []string{"问题", "违规", "违法", "不合规", "情形", "风险", "违反", "不符合", "通报原因", "下架原因", "Problem", "Issue", "Violation", "Finding"}},
	// An operator of a platform is no platform.
	{"developer", []string{"开发者", "开发商", "开发方", "运营者", "运营商", "运营方", "主办者", "提供者", "企业", "公司", "单位", "主体", "当事人", "Developer", "Operator", "Publisher", "Company"}},
	{"store", []string{"来源", "应用商店", "应用市场", "渠道", "平台", "下载地址", "下载途径", "Source", "Store", "Platform"}},
}

// nameHead is the whole of a cell that heads the names. A cell that only holds
// such a word may be an app's name: 应用大师, 美团小程序.
var nameHead = pattern.MustCompile(`^(?i:(?:存在|问题|违规|涉及|被测|受检|抽检|被?通报|被?下架|被?处罚|移动|手机|互联网|第三方)*(?:应用程[序式]|应用软件|应用|app|小程序|sdk|软件|产品|游戏)?(?:[/和、及(（]*(?:小程序|sdk|app|快应用|应用|游戏)[)）]?)*(?:中文)?(?:名称|名|name)?(?:[及和/、]版本号?)?(?:[(（][^)）]{0,16}[)）])?)$`)

// nameWord is what such a cell says at least: 存在问题 heads no names.
var nameWord = pattern.MustCompile(`(?i:应用|app|小程序|sdk|软件|产品|游戏|名|name)`)

// header maps the cells of a row to fields; ok when it is the header of a list
// of apps: it names the apps and one thing more about them. A long list stands in
// blocks side by side, each of which has its own.
func header(row []string) (blocks []map[int]string, ok bool) {
	for from := 0; from < len(row); {
		fields, end, ok := block(row, from)
		if !ok {
			break
		}
		blocks, from = append(blocks, fields), end
	}
	return blocks, len(blocks) > 0
}

// block is the header of the block that begins at a cell, and where the next one begins:
// where the words with which it began come again.
func block(row []string, from int) (fields map[int]string, end int, ok bool) {
	fields, used, first := map[int]string{}, map[string]bool{}, ""
	for end = from; end < len(row); end++ {
		if ok && row[end] == first {
			return fields, end, true
		}
		if field := fieldOf(row[end], used); field != "" {
			fields[end], used[field] = field, true
			first = cmp.Or(first, row[end])
		}
		ok = used["name"] && (used["developer"] || used["version"] || used["store"] || used["problem"] || used["row"] && namesAlone(row))
	}
	return fields, end, ok
}

// namesAlone reports whether a header heads numbers and names of apps, once or several times
// side by side, and nothing else.
func namesAlone(row []string) bool {
	for i, cell := range row {
		if cell != row[i%2] {
			return false
		}
	}
	return len(row) > 0 && len(row)%2 == 0 && appWord.MatchString(row[1])
}

// appWord is what the head of a column says that can hold no other names.
var appWord = pattern.MustCompile(`(?i:应用|app|小程序|sdk|软件)`)

// fieldOf is the first field not yet used that a cell heads, "" for none.
func fieldOf(cell string, used map[string]bool) string {
	cell = lexicon.Simplified(strings.Join(strings.Fields(cell), ""))
	if cell == "" || len(cell) > 60 {
		return ""
	}
	if !used["name"] && nameHead.MatchString(cell) && nameWord.MatchString(cell) {
		return "name" // also 问题APP
	}
	for _, c := range columns {
		if !used[c.field] && hasHead(cell, c.heads) {
			return c.field
		}
	}
	return ""
}

// holdsNumber reports whether a cell is a number or a version: those stand in
// rows, not in headers.
func holdsNumber(row []string) bool {
	return slices.ContainsFunc(row, func(cell string) bool {
		cell = strings.TrimLeft(strings.TrimSpace(cell), "vV")
		return cell != "" && strings.Trim(cell, "0123456789.") == ""
	})
}

func hasHead(cell string, heads []string) bool {
	for _, h := range heads {
		if strings.Contains(cell, h) {
			return true
		}
	}
	return false
}

// readRows reads the rows of a table under the headers in it. One that has none may go on
// with the list of the table before, whose header is above. It returns the last header.
func readRows(t table, above []map[int]string) (out []feeds.AppRow, blocks []map[int]string) {
	var under [][]string // the rows under their header
	over := ""           // the problem of all of them, in a line of its own
	take := func() {
		for _, row := range under {
			if line, ok := lineOver(row, nil); ok && blocks == nil {
				over = problemOver(line) // over the first header
			}
		}
		for _, fields := range blocks {
			for _, row := range under {
				if line, ok := lineOver(row, fields); ok {
					over = problemOver(line)
				} else if r, ok := appRow(row, fields, t); ok {
					r.Problem = cmp.Or(r.Problem, over)
					out = append(out, carry(out, r))
				}
			}
		}
		under = nil
	}
	for _, row := range t.rows {
		// Later headers (of the next page, of another problem) are as full as the
		// first, or nothing but a header; rows that only speak of apps and stores are not.
		if b, ok := header(row); ok && (blocks == nil || len(b[0]) >= len(blocks[0]) || headsAll(row, b)) && !holdsNumber(row) {
			if n := len(under); n > 0 && (headsPart(under[n-1], row, b) || blocks != nil && isTitleOver(under[n-1], blocks[0])) {
				under = under[:n-1]
			}
			take()
			blocks = b
			continue
		}
		if blocks == nil && len(under) == 0 && goesOn(row, above) {
			blocks = above
		}
		under = append(under, row)
	}
	take()
	return out, blocks
}

// headsAll reports whether a row heads a column of numbers, and a column with each of its
// other cells.
func headsAll(row []string, blocks []map[int]string) bool {
	if len(blocks) != 1 || len(blocks[0]) < fewestColumns || blocks[0][0] != "row" {
		return false
	}
	for i, cell := range row {
		if strings.TrimSpace(cell) != "" && blocks[0][i] == "" {
			return false
		}
	}
	return true
}

// headsPart reports whether a row is the upper one of a header in two: what reaches into
// both of them says the same.
func headsPart(upper, row []string, blocks []map[int]string) bool {
	if len(upper) != len(row) {
		return false
	}
	same := 0
	for i := range blocks[0] {
		if upper[i] != "" && upper[i] == row[i] {
			same++
		}
	}
	return same > 0
}

// isTitleOver reports whether a row above a later header holds nothing but one text where an
// app's name stands: the title of the table, which pages repeat.
func isTitleOver(row []string, fields map[int]string) bool {
	at := slices.IndexFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
	return at >= 0 && fields[at] == "name" && len(fields) >= fewestColumns &&
		!slices.ContainsFunc(row[at+1:], func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// goesOn reports whether the first row of a table numbers itself where the table before did.
func goesOn(row []string, above []map[int]string) bool {
	if len(above) != 1 {
		return false
	}
	last := 0
	for i, field := range above[0] {
		if last = max(last, i); field == "row" && (i >= len(row) || view.WholeNumber(strings.TrimSpace(row[i])) == 0) {
			return false
		}
	}
	return above[0][0] == "row" && len(row) > last
}

// fewestColumns is how many fields a list has in which a row of one text is no app.
const fewestColumns = 3

// lineOver is what a row says that is no app but a line over or under several: one text in
// all of its cells, or in the first alone.
func lineOver(row []string, fields map[int]string) (string, bool) {
	line, filled, at := "", 0, 0
	if len(row) > 0 && totalLine.MatchString(strings.TrimSpace(row[0])) {
		return row[0], true
	}
	for i, cell := range row {
		switch cell = strings.TrimSpace(cell); {
		case cell == "":
		case line != "" && cell != line:
			return "", false
		default:
			if filled++; filled == 1 {
				line, at = cell, i
			}
		}
	}
	switch {
	case line == "" || len(fields) < fewestColumns && filled < fewestColumns:
		return "", false
	case filled > 1:
		return line, filled == len(row)
	}
	return line, at == 0 && fields[0] != "problem" && (fields[0] != "name" || noteLine.MatchString(line))
}

// noteLine begins a line between rows, or under them.
var noteLine = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|(?:备?注|说明|合计|续表)(?:[：:]|$))`)

// totalLine is the first cell of a row that counts the others.
var totalLine = pattern.MustCompile(`^(?:合计|总计|小计|共计|总数)(?:[：:\s]|$)`)

// problemOver is the problem that such a line names, "" where it tells something else.
func problemOver(line string) string {
	line = strings.TrimSpace(lineNumber.ReplaceAllString(line, ""))
	if problemWord.MatchString(line) && !strings.HasPrefix(line, "注") && len(line) <= maxProblemLine {
		return line
	}
	return ""
}

// maxProblemLine is how many bytes a line has at most that names a problem.
const maxProblemLine = 180

var (
	lineNumber  = pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、])`)
	problemWord = pattern.MustCompile(`个人信息|权限|收集|自启动|注销|诱导|弹窗|隐私|跳转|欺骗|误导|投诉|告知|明示`)
)

func appRow(row []string, fields map[int]string, t table) (feeds.AppRow, bool) {
	r := feeds.AppRow{Machine: t.from == "picture"}
	for i, cell := range row {
		cell = strings.TrimSpace(cell)
		switch fields[i] {
		case "row":
			r.Row = view.WholeNumber(cell)
		case "name":
			r.Name = unquoted(cell)
		case "developer":
			r.Developer = cell
		case "version":
			r.Version = width.Fold.String(cell) // full width, as versions are at times, as numbers are compared
		case "store":
			r.Store = cell
		case "problem":
			r.Problem = cell
		}
	}
	r.Quote = feeds.Quote{Text: strings.TrimSpace(strings.Join(row, " | ")), In: t.in, Offset: -1}
	r = withVersion(r)
	return r, r.Name != "" || r.Problem != ""
}

var (
	// quotedName is a name in quotes, numberedName one behind its number.
	quotedName   = pattern.MustCompile(`^(?:“([^“”]+)”|《([^《》]+)》|「([^「」]+)」|"([^"]+)")$`)
	numberedName = pattern.MustCompile(`^\d{1,3}(?:[、．]|\.\s*)([\p{Han}“《「].*)$`)
)

// unquoted is an app's name without the quotes around it, and the number before it.
func unquoted(cell string) string {
	if m := numberedName.FindStringSubmatch(cell); m != nil {
		cell = m[1]
	}
	if m := quotedName.FindStringSubmatch(cell); m != nil {
		return cmp.Or(m[1:]...)
	}
	return cell
}

// carry gives a row without a name (a merged cell: one app with several
// problems) the name above it, and a row without a number the next one.
func carry(above []feeds.AppRow, r feeds.AppRow) feeds.AppRow {
	if len(above) == 0 {
		if r.Row == 0 {
			r.Row = 1
		}
		return r
	}
	last := above[len(above)-1]
	if r.Name == "" {
		r.Name, r.Row = last.Name, last.Row
		if r.Developer == "" {
			r.Developer, r.Version, r.Store = last.Developer, last.Version, last.Store
		}
		return r
	}
	if r.Row == 0 {
		r.Row = last.Row + 1
	}
	return r
}
