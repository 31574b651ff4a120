package script

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
)

// A state is what a script draws a page of, as one value. Its items are told by the names of
// their fields; in a flat one values name others by their place.
var (
	// StateTitles are the fields of an item's title, StateDays those of its day of publication,
	// the surest first.
	StateTitles = []string{"title", "articleTitle", "headline", "topic", "newsTitle", "docTitle", "name", "subject"}
	StateDays   = []string{"publishTime", "publishtime", "publish_time", "pubTime", "pubtime", "pub_time", "publishDate", "publish_date", "publishedAt", "published_at", "releaseTime", "releaseDate", "release_date", "pubDate", "datePublished", "issueTime", "display_publish_time", "createTime", "create_time", "date"}
)

// What is looked at of a state.
const (
	MaxDeep   = 12
	MaxNodes  = 20_000 // values
	LeastText = 40     // characters of a text worth the name
	maxWord   = 200    // of a title
)

// Held are elements in which pages keep markup that a script shows.
const Held = "textarea, xmp, script[type='text/template'], script[type='text/html'], script[type='text/plain']"

// Deref is the string that v is, or that it names by its place in a flat state.
func Deref(v any, flat []any) string {
	switch v = Placed(v, flat); v.(type) {
	case string, json.Number:
		return jsonvalue.Text(v)
	}
	return ""
}

// Placed is v, or what it names by its place in a flat state.
func Placed(v any, flat []any) any {
	if n, ok := v.(json.Number); ok && len(flat) > 0 {
		if i, err := n.Int64(); err == nil && i > 0 && i < int64(len(flat)) {
			return flat[i]
		}
	}
	return v
}

// Word is the first of some fields of an object that says something, and no more than a line.
func Word(v map[string]any, names []string, flat []any) string {
	for _, name := range names {
		if s := dom.Line(dom.ClipLine(dom.Plain(Deref(v[name], flat)))); utf8.RuneCountInString(s) >= 4 && utf8.RuneCountInString(s) <= maxWord {
			return s
		}
	}
	return ""
}

// Day is the first day among some fields of an object.
func Day(fields map[string]any, names []string, flat []any, c date.Context) feeds.Day {
	for _, name := range names {
		if d := date.Read(Deref(fields[name], flat), []string{"iso", "ymd", "epoch"}, c).Day; d != "" {
			return d
		}
	}
	return ""
}
