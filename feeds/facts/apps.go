package facts

import (
	"strings"

	"github.com/regwire/regwire/feeds"
)

// apps reads the list of apps that a notice names, and says how much of it was
// read.
func (p *page) apps() {
	if !p.namesApps() {
		return
	}
	list := &feeds.AppList{Expected: p.expectedApps()}
	var head []map[int]string
	for _, t := range p.tables() {
		var rows []feeds.AppRow
		if rows, head = readRows(t, head); len(rows) == 0 {
			rows, _ = readRows(across(t), nil)
		}
		if len(rows) > 0 && !repeats(list.Rows, rows) {
			list.Rows, list.From = append(list.Rows, rows...), t.from
		}
	}
	if len(list.Rows) < list.Expected {
		list.Rows = severalInACell(list.Rows, list.Expected)
	}
	for _, way := range []func(int) ([]feeds.AppRow, string){p.headlessApps, p.namesInCells, p.appsInCards, p.appsInBody, p.appsAttached} {
		if len(list.Rows) == 0 {
			list.Rows, list.From = way(list.Expected)
		}
	}
	if len(list.Rows) == 0 {
		list.Unread = p.whyUnread()
	} else {
		list.Unread = p.readInPart(list.From)
	}
	if list.Expected > 0 || len(list.Rows) > 0 || list.Unread != "" {
		p.out.Apps = list
	}
}

// longestName is how many bytes an app's name in such a table has at most.
const longestName = 90

// namesInCells are the apps of a table whose cells are all names, as many as the notice counts.
func (p *page) namesInCells(expected int) (out []feeds.AppRow, from string) {
	if expected < minColumns {
		return nil, ""
	}
	for _, t := range p.tables() {
		out = nil
		for _, row := range t.rows {
			if _, over := lineOver(row, nil); over {
				continue
			}
			for _, cell := range row {
				if cell = strings.TrimSpace(cell); cell == "" || wholeNumber(cell) > 0 {
					continue
				}
				if len(cell) > longestName || len(out) > expected {
					return nil, ""
				}
				out = append(out, feeds.AppRow{
					Row: len(out) + 1, Name: unquoted(cell), Machine: t.from == "picture", Quote: feeds.Quote{Text: cell, In: t.in, Offset: -1},
				})
			}
		}
		if len(out) == expected {
			return out, t.from
		}
	}
	return nil, ""
}

func (p *page) namesApps() bool {
	switch p.out.DocType {
	case kindEnforcement, kindNotice, kindPress, kindAnnouncement:
	default:
		return false
	}
	titles := p.title.s + "\n" + p.zh.s
	return appsZH.MatchString(titles) || appsEN.MatchString(p.title.low) || hasFigure(p.out, "apps") || hasFigure(p.out, "apps_removed")
}

func hasFigure(r feeds.Reading, name string) bool {
	_, ok := r.Figure(name)
	return ok
}

// expectedApps is the notice's own count: what it names, or what it removes.
func (p *page) expectedApps() int {
	for _, n := range []string{"apps", "apps_removed"} {
		if f, ok := p.out.Figure(n); ok && f.Bound == "" {
			return int(f.Value)
		}
	}
	return 0
}

// readInPart says why rows are missing from an attached table, or from a list that is the
// text of an attachment, "" when none are.
func (p *page) readInPart(from string) string {
	for _, a := range p.Attachments {
		if a.Unread != "" && (len(a.Table) > 0 || a.Read != "" && readFrom(a) == from) {
			return a.Unread
		}
	}
	return ""
}

var listThere = re(`详?见附件|附件\s?\d?:|名单(?:如下|见|附后)|附表|清单见|(?i:\blist attached|attached list|see (?:the )?(?:annex|attachment|appendix))`)

// whyUnread says why a list that is there was not read; "" when there is none.
func (p *page) whyUnread() string {
	for _, a := range p.Attachments {
		switch {
		case len(a.Table) > 0:
			return "no column of the attached table names apps"
		case a.Image && a.Unread != "" && a.Unread != "picture":
			return "the list is a picture: " + a.Unread
		case a.Image && a.Read != "":
			return "the list is a picture, and no rows were recognised in it"
		case a.Image:
			return "the list is a picture"
		case a.Unread != "":
			return a.Unread
		case a.Read == "":
			return "the attached list was not opened"
		}
	}
	if len(p.Attachments) > 0 {
		return "the attached list is not a table"
	}
	if p.Unread != "" {
		return p.Unread
	}
	if listThere.MatchString(p.body.s) {
		return "the list is in an attachment that the page does not give"
	}
	return ""
}
