package command

import (
	"slices"
	"strings"
)

// maxJoined is how many words the name of a topic, a region or a day is written in at most.
const maxJoined = 6

// joined joins words that people write with blanks between them where a filter has one
// word: region:hong kong, since:last week, topic:data export and, with topics, data export
// by itself.
func (d *Desk) joined(words []string, topics bool) []string {
	var out []string
	for len(words) > 0 {
		n := min(len(words), maxJoined)
		for ; n > 1; n-- {
			if one, ok := d.oneWord(words[:n], topics); ok {
				out = append(out, one)
				break
			}
		}
		if n == 1 {
			out = append(out, words[0])
		}
		words = words[n:]
	}
	return out
}

// oneWord is what a filter has for several words that stand for one; ok is false where they
// do not.
func (d *Desk) oneWord(words []string, topics bool) (one string, ok bool) {
	key, value, isKey := cutKey(words[0])
	behind := strings.Join(words[1:], " ")
	switch {
	case !isKey && topics:
		last := len(words) - 1
		t, ok := d.topicOfWords(append(slices.Clone(words[:last]), strings.TrimRight(words[last], ",，、")))
		return typed(string(t)), ok
	case value == "":
		return "", false
	case key == "topic":
		t, ok := d.topicOfWords(append([]string{value}, words[1:]...))
		return key + ":" + typed(string(t)), ok
	case key == "region":
		region, ok := d.region(value + "-" + strings.ReplaceAll(behind, " ", "-"))
		return key + ":" + region, ok
	case key == "since" || key == "until":
		_, ok := days(value+" "+behind, d.today(), lookBack)
		return key + ":" + value + " " + behind, ok
	}
	return "", false
}
