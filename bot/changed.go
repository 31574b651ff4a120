package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// moves are what is said of a date by what the change is called: that it moved, fell
// away, or is stated now.
var moves = map[string][3]Phrase{
	feeds.BroughtDeadline:  {"moved.comments", "moved.comments_away", "moved.comments_in"},
	feeds.BroughtEffective: {"moved.effective", "moved.effective_away", "moved.effective_in"},
}

// Changed says what a change of an event brought, with the days that it is about.
func Changed(c feeds.Change) Span {
	say, dated := moves[c.What]
	switch {
	case !dated || c.Was == "" && c.Is == "":
		return Say(Phrase("change." + c.What))
	case c.Is == "":
		return Say(say[1], c.Was)
	case c.Was == "":
		return Say(say[2], c.Is)
	}
	return Say(say[0], c.Was, c.Is)
}

// News is the newest change up to a revision that readers of the alert are to be told,
// the newest of all when none is.
func News(changes []feeds.Change, revision int) feeds.Change {
	for _, c := range slices.Backward(changes) {
		if c.News && c.Revision <= revision {
			return c
		}
	}
	return changes[len(changes)-1]
}

// RevisionOccasion is the occasion of what is owed for a revision of an event: "r3".
func RevisionOccasion(revision int) string { return fmt.Sprintf("r%d", revision) }

// OccasionRevision is the revision of such an occasion, 0 of any other.
func OccasionRevision(occasion string) int {
	number, ok := strings.CutPrefix(occasion, "r")
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return 0
	}
	return n
}
