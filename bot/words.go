package bot

import (
	"fmt"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Sayer puts a phrase with its arguments into words; bot/phrase has it.
type Sayer func(lang string, key string, args ...any) string

// Words are the span's plain words in lang, before any escaping.
func (s Span) Words(lang Lang, say Sayer) string {
	if s.Lang != "" && s.Lang != lang.Ours() {
		return ""
	}
	if s.Key == "" {
		return string(s.Text)
	}
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		args[i] = word(a, lang, say)
	}
	return say(string(lang.Ours()), string(s.Key), args...)
}

// Words are the line's plain words in lang.
func (l Line) Words(lang Lang, say Sayer) string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Words(lang, say))
	}
	return b.String()
}

// Ours is the language that our own sentences are said in where l is asked for.
func (l Lang) Ours() Lang {
	if l == Chinese {
		return Chinese
	}
	return English
}

// word turns an argument into what the phrase table can place: a number stays
// a number for plurals, everything else becomes a string.
func word(a any, lang Lang, say Sayer) any {
	switch v := a.(type) {
	case int, int64:
		return v
	case feeds.Day:
		return DayWords(v, lang)
	case time.Time:
		return MomentWords(v, lang)
	case feeds.Text:
		return string(v)
	case Phrase:
		return say(string(lang.Ours()), string(v))
	case Span:
		return v.Words(lang, say)
	case []Span:
		return join(v, lang, say)
	case Line:
		return v.Words(lang, say)
	case string:
		return v
	}
	return fmt.Sprint(a)
}

// join sets a list side by side as the language does.
func join(spans []Span, lang Lang, say Sayer) string {
	words := make([]string, 0, len(spans))
	for _, s := range spans {
		if w := s.Words(lang, say); w != "" {
			words = append(words, w)
		}
	}
	if lang == Chinese {
		return strings.Join(words, "、")
	}
	return strings.Join(words, ", ")
}

// DayWords is a day as lawyers write it: "13 Nov 2022", "2022年11月13日".
func DayWords(d feeds.Day, lang Lang) string {
	if !d.Valid() {
		return string(d)
	}
	if lang == Chinese {
		return d.Time(time.UTC).Format("2006年1月2日")
	}
	return d.Time(time.UTC).Format("2 Jan 2006")
}

// MomentWords is a moment as it is told to everybody: by the clock of the regulators, and
// saying so, "14 Sep 2022 16:05 Beijing".
func MomentWords(t time.Time, lang Lang) string {
	t = t.In(feeds.Shanghai)
	if lang == Chinese {
		return t.Format("北京时间2006年1月2日 15:04")
	}
	return t.Format("2 Jan 2006 15:04 Beijing")
}

// TopicsOr are the topics that something is of, or that it is of none.
func TopicsOr(topics []Span) []Span {
	if len(topics) == 0 {
		return []Span{Say("item.no_topics")}
	}
	return topics
}
