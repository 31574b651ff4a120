package apps

import (
	"cmp"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
)

// cardFields is how many of an app's fields a card has at least, its name among them.
const cardFields = 3

// appsInCards are the apps of a table of cards.
func (p *reading) appsInCards(int) (rows []feeds.AppRow, from string) {
	for _, t := range p.tables() {
		if read := cards(t); len(read) > 0 {
			rows, from = append(rows, read...), t.from
		}
	}
	for i := range rows {
		rows[i].Row = cmp.Or(rows[i].Row, i+1)
	}
	return rows, from
}

// cards reads a table that tells of each app in a column of labels and one of what they
// are of: a card for each, one under another.
func cards(t table) (out []feeds.AppRow) {
	fields, used, card := map[int]string{}, map[string]bool{}, []string(nil)
	take := func() {
		if r, ok := appRow(card, fields, t); ok && len(fields) >= cardFields && r.Name != "" {
			out = append(out, carry(out, r))
		}
		fields, used, card = map[int]string{}, map[string]bool{}, nil
	}
	for _, row := range t.rows {
		from := 0
		if len(row)%2 == 1 && view.WholeNumber(strings.TrimSpace(row[0])) > 0 {
			from = 1 // the number of the card, set over its lines
		}
		for i := from; i+1 < len(row); i += 2 {
			label := strings.TrimRight(strings.TrimSpace(row[i]), "：:")
			field := fieldOf(label, used)
			if field == "" && fieldOf(label, map[string]bool{}) == "name" {
				take() // the next card
				field = "name"
			}
			if field == "" || row[i+1] == "" {
				continue
			}
			used[field], fields[len(card)] = true, field
			card = append(card, row[i+1])
		}
	}
	take()
	return out
}
