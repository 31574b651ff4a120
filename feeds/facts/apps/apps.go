// Package apps reads the apps that a notice names, with their operators and what was wrong
// with each, and how much of its list could be read. Start with Read; Problems reads what
// the page says was wrong with all.
//
// Rows come from tables with a head (table.go), without one (headless.go) or as cards
// (cards.go), from lines with columns (lines.go), or from running text and attachments
// (text.go), in this order until one gives some.
package apps

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/kind"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// reading is a page while its lists of apps are read.
type reading struct {
	*page.Page
}

// Read reads the list of apps that a notice names, and says how much of it was read.
func Read(p *page.Page) { (&reading{Page: p}).apps() }

// Problems reads what the page says was wrong.
func Problems(p *page.Page) { (&reading{Page: p}).problems() }

// apps reads the list of apps that a notice names, and says how much of it was
// read.
func (p *reading) apps() {
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
		p.Out.Apps = list
	}
}

// longestName is how many bytes an app's name in such a table has at most.
const longestName = 90

// namesInCells are the apps of a table whose cells are all names, as many as the notice counts.
func (p *reading) namesInCells(expected int) (out []feeds.AppRow, from string) {
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
				if cell = strings.TrimSpace(cell); cell == "" || view.WholeNumber(cell) > 0 {
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

func (p *reading) namesApps() bool {
	switch p.Out.DocType {
	case page.KindEnforcement, page.KindNotice, page.KindPress, page.KindAnnouncement:
	default:
		return false
	}
	titles := p.Title.S + "\n" + p.Chinese.S
	return kind.AppsZH.MatchString(titles) || kind.AppsEN.MatchString(p.Title.Low) || hasFigure(p.Out, "apps") || hasFigure(p.Out, "apps_removed")
}

func hasFigure(r feeds.Reading, name string) bool {
	_, ok := r.Figure(name)
	return ok
}

// expectedApps is the notice's own count: what it names, or what it removes.
func (p *reading) expectedApps() int {
	for _, n := range []string{"apps", "apps_removed"} {
		if f, ok := p.Out.Figure(n); ok && f.Bound == "" {
			return int(f.Value)
		}
	}
	return 0
}

// readInPart says why rows are missing from an attached table, or from a list that is the
// text of an attachment, "" when none are.
func (p *reading) readInPart(from string) string {
	for _, a := range p.Attachments {
		if a.Unread != "" && (len(a.Table) > 0 || a.Read != "" && readFrom(a) == from) {
			return a.Unread
		}
	}
	return ""
}

var listThere = pattern.MustCompile(`详?见附件|附件\s?\d?:|名单(?:如下|见|附后)|附表|清单见|(?i:\blist attached|attached list|see (?:the )?(?:annex|attachment|appendix))`)

// whyUnread says why a list that is there was not read; "" when there is none.
func (p *reading) whyUnread() string {
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
	if listThere.MatchString(p.Body.S) {
		return "the list is in an attachment that the page does not give"
	}
	return ""
}
