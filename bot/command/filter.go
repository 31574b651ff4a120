package command

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// wish is what the words of a subscription, preview or search ask for.
type wish struct {
	filter    bot.Filter
	mode      bot.Mode
	byStage   map[string]bot.Mode
	lang      bot.Lang
	followups string
	since     feeds.Day
	until     feeds.Day
}

var (
	stages   = bot.Stages
	sections = []string{string(feeds.Legislation), string(feeds.EnforcementAuthority), string(feeds.EnforcementCase), string(feeds.CourtLitigation)}
	modes    = []string{string(bot.Now), string(bot.Daily), string(bot.Weekly)}
	langs    = []string{string(bot.English), string(bot.Chinese), string(bot.Both)}
	follows  = []string{"thread", "channel", "off"}

	relations = func() (words []string) {
		for _, r := range feeds.Relations {
			words = append(words, string(r))
		}
		return words
	}()
)

// keys are the words before a colon that filters know.
var keys = map[string]func(d *Desk, w *wish, value string) error{
	"topic":     (*Desk).topicKey,
	"authority": (*Desk).authorityKey,
	"region":    (*Desk).regionKey,
	"stage": func(_ *Desk, w *wish, v string) error {
		return each(v, stages, "stage", func(s string) { w.filter.Stages = add(w.filter.Stages, s) })
	},
	"section": func(_ *Desk, w *wish, v string) error {
		return each(v, sections, "section", func(s string) { w.filter.Sections = add(w.filter.Sections, feeds.Section(s)) })
	},
	"mode": func(_ *Desk, w *wish, v string) error {
		return each(v, modes, "mode", func(s string) { w.mode = bot.Mode(s) })
	},
	"lang": func(_ *Desk, w *wish, v string) error {
		return each(v, langs, "lang", func(s string) { w.lang = bot.Lang(s) })
	},
	"followups": func(_ *Desk, w *wish, v string) error {
		return each(v, follows, "followups", func(s string) { w.followups = s })
	},
	"since": func(d *Desk, w *wish, v string) (err error) { w.since, _, err = backWord(v, d.today()); return err },
	"until": func(d *Desk, w *wish, v string) (err error) { _, w.until, err = backWord(v, d.today()); return err },
}

func add[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// values are those of a list with commas, as either keyboard has them.
func values(list string) iter.Seq[string] {
	return strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
}

// each takes the values of a comma list that options know.
func each(value string, options []string, key string, take func(string)) error {
	for v := range values(value) {
		v = strings.ReplaceAll(meant(v), "-", "_")
		if !slices.Contains(options, v) {
			if best := spelling.Nearest(v, options); best != "" {
				return bot.Wrong("mistake.value_near", key, feeds.CleanLine(cut(typed(v))), typed(best))
			}
			return bot.Wrong("mistake.value", key, feeds.CleanLine(cut(typed(v))), typed(strings.Join(options, ", ")))
		}
		take(v)
	}
	return nil
}

// parse reads the words of a filter. With bare, a word without colon that is no
// topic is a word to look for; otherwise it must be one.
func (d *Desk) parse(words []string, bare bool) (wish, error) {
	var w wish
	for _, word := range d.joined(words, !bare) {
		if err := d.parseWord(&w, word, bare); err != nil {
			return w, err
		}
	}
	return w, nil
}

func (d *Desk) parseWord(w *wish, word string, bare bool) error {
	if key, value, ok := cutKey(word); ok {
		if stage, mode, ok := cutStage(value); ok && key == "mode" { // mode:draft:weekly
			key, value = stage, mode
		}
		return d.parseKey(w, key, value)
	}
	if stage, mode, ok := cutStage(word); ok && !bare {
		return d.parseKey(w, stage, mode)
	}
	if !bare && chineseKey.MatchString(word) {
		key, _, _ := strings.Cut(width.Fold.String(word), ":")
		return bot.Wrong("mistake.key", feeds.CleanLine(cut(key)), strings.Join(keyNames(), ", "))
	}
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return bot.Wrong("mistake.no_word", feeds.CleanLine(cut(word)))
	}
	if rest, minus := cutMinus(word); minus {
		if t, ok := d.topic(rest); ok {
			w.filter.NotTopics = add(w.filter.NotTopics, t)
			return nil
		}
		w.filter.NotWords = add(w.filter.NotWords, string(feeds.CleanLine(rest)))
		return nil
	}
	for part := range values(word) {
		if t, ok := d.topic(part); ok {
			w.filter.Topics = add(w.filter.Topics, t)
			continue
		}
		if best := spelling.Nearest(part, d.topicWords()); best != "" && !bare {
			return bot.Wrong("mistake.topic_near", feeds.CleanLine(cut(part)), best)
		}
		if looksLikeTopic(part) && !bare {
			return bot.Wrong("mistake.topic", feeds.CleanLine(cut(part)))
		}
		w.filter.Words = add(w.filter.Words, string(feeds.CleanLine(part)))
	}
	return nil
}

// looksLikeTopic tells a misspelt topic (data-exporting) from a word to look for:
// topics are written in small Latin letters with signs between them.
func looksLikeTopic(s string) bool { return topicForm.MatchString(s) }

var topicForm = regexp.MustCompile(`^[a-z]+([-_][a-z]+)+$`)

// cutKey splits key:value; an address is no key.
func cutKey(word string) (key, value string, ok bool) {
	key, value, ok = strings.Cut(strings.Replace(word, "：", ":", 1), ":")
	key, known := meantKey(key)
	return key, value, ok && known && !strings.HasPrefix(value, "//")
}

func isKey(word string) bool { _, _, ok := cutKey(word); return ok }

// cutStage splits stage:mode.
func cutStage(word string) (stage, mode string, ok bool) {
	stage, mode, ok = strings.Cut(strings.Replace(word, "：", ":", 1), ":")
	stage = strings.ReplaceAll(meant(stage), "-", "_")
	return typedKey(stage), mode, ok && slices.Contains(stages, stage)
}

// typedKey is a stage as it stands before a colon.
func typedKey(stage string) string { return strings.ReplaceAll(stage, "_", "") }

// cutMinus takes the sign off a word that is to be left out.
func cutMinus(word string) (rest string, minus bool) {
	for _, sign := range []string{"-", "－", "−", "–"} { // a telephone makes others of it
		if rest, minus = strings.CutPrefix(word, sign); minus {
			return rest, rest != ""
		}
	}
	return word, false
}

var keyForm = regexp.MustCompile(`^[A-Za-z]+(-[A-Za-z]+)?$`)

func (d *Desk) parseKey(w *wish, key, value string) error {
	take, ok := keys[key]
	if !ok {
		names := keyNames()
		if best := spelling.Nearest(key, names); best != "" {
			return bot.Wrong("mistake.key_near", feeds.CleanLine(cut(key)), best)
		}
		return bot.Wrong("mistake.key", feeds.CleanLine(cut(key)), strings.Join(names, ", "))
	}
	if strings.Trim(value, ",，、") == "" {
		return bot.Wrong("mistake.key_empty", key)
	}
	// A mode by stage: draft:weekly.
	return take(d, w, value)
}

// keyNames are the keys as people type them.
func keyNames() []string {
	names := make([]string, 0, len(keys))
	for k := range keys {
		names = append(names, strings.ReplaceAll(k, "inforce", "in-force"))
	}
	slices.Sort(names)
	return names
}

func init() {
	for _, s := range stages {
		keys[typedKey(s)] = func(_ *Desk, w *wish, v string) error {
			return each(v, modes, typed(s), func(m string) {
				if w.byStage == nil {
					w.byStage = map[string]bot.Mode{}
				}
				w.byStage[s] = bot.Mode(m)
			})
		}
	}
}

func (d *Desk) topicKey(w *wish, value string) error {
	for v := range values(value) {
		t, ok := d.topic(v)
		if !ok {
			if best := spelling.Nearest(v, d.topicWords()); best != "" {
				return bot.Wrong("mistake.topic_near", feeds.CleanLine(cut(v)), best)
			}
			return bot.Wrong("mistake.topic", feeds.CleanLine(cut(v)))
		}
		w.filter.Topics = add(w.filter.Topics, t)
	}
	return nil
}

func (d *Desk) topic(word string) (feeds.Topic, bool) {
	word = strings.ReplaceAll(bot.Fold(word), "-", "_")
	for _, t := range d.Catalog.Topics {
		if string(t.ID) == word || t.ZH == word || strings.ReplaceAll(bot.Fold(t.EN), "-", "_") == word {
			return t.ID, true
		}
	}
	return "", false
}

// topicWords are the topics as they are typed.
func (d *Desk) topicWords() []string {
	out := make([]string, len(d.Catalog.Topics))
	for i, t := range d.Catalog.Topics {
		out[i] = typed(string(t.ID))
	}
	return out
}

// typed is a word of data as it is written in commands.
func typed(s string) string { return strings.ReplaceAll(s, "_", "-") }

func (d *Desk) authorityKey(w *wish, value string) error {
	for v := range values(value) {
		id := feeds.AuthorityID(strings.ToUpper(width.Fold.String(v)))
		if !slices.Contains(d.Catalog.AuthorityIDs, string(id)) {
			called, ok := d.Catalog.authority(v)
			if best := spelling.Nearest(string(id), d.Catalog.AuthorityIDs); !ok && best != "" {
				return bot.Wrong("mistake.authority_near", feeds.CleanLine(cut(v)), strings.ToLower(best))
			}
			if !ok {
				return bot.Wrong("mistake.authority", feeds.CleanLine(cut(v)))
			}
			id = called
		}
		w.filter.Authorities = add(w.filter.Authorities, id)
	}
	return nil
}

func (d *Desk) regionKey(w *wish, value string) error {
	for v := range values(value) {
		region, ok := d.region(v)
		if !ok {
			names := make([]string, len(d.Catalog.Regions))
			for i, r := range d.Catalog.Regions {
				names[i] = regionTyped(r)
			}
			if best := spelling.Nearest(v, names); best != "" {
				return bot.Wrong("mistake.value_near", "region", feeds.CleanLine(cut(v)), best)
			}
			return bot.Wrong("mistake.value", "region", feeds.CleanLine(cut(v)), strings.Join(names, ", "))
		}
		w.filter.Regions = add(w.filter.Regions, region)
	}
	return nil
}

// authority is the one that is called by this name.
func (c Catalog) authority(name string) (feeds.AuthorityID, bool) {
	if c.AuthorityNamed == nil {
		return "", false
	}
	return c.AuthorityNamed(bot.Fold(name))
}

// issuers are all authorities of the regions.
func (c Catalog) issuers(regions []string) []feeds.AuthorityID {
	var ids []feeds.AuthorityID
	for _, r := range regions {
		if c.Issuers != nil {
			ids = append(ids, c.Issuers(r)...)
			continue
		}
		for _, id := range c.AuthorityIDs {
			if c.Region(feeds.AuthorityID(id)) == r {
				ids = append(ids, feeds.AuthorityID(id))
			}
		}
	}
	return ids
}

// region is the one of a code, with or without its country, or of a name in either
// language.
func (d *Desk) region(word string) (string, bool) {
	word = width.Fold.String(word)
	for _, r := range d.Catalog.Regions {
		if code := strings.TrimPrefix(r, feeds.Province); strings.EqualFold(word, r) || strings.EqualFold(word, code) || strings.EqualFold(word, regionTyped(r)) || chineseRegion(r) == word {
			return r, true
		}
	}
	return "", false
}

// chineseRegion is the Chinese name of a region, without what explains it.
func chineseRegion(code string) string {
	name, _, _ := strings.Cut(phrase.Say(string(bot.Chinese), regionKey(code)), "（")
	return name
}

func regionKey(code string) string { return "region." + code }

// regionName is a region in words, its code where it has none.
func regionName(code string) bot.Span {
	if !phrase.Has(regionKey(code)) {
		return bot.Span{Text: feeds.Text(code)}
	}
	return bot.Say(bot.Phrase(regionKey(code)))
}

// regionTyped is a region as people type it: hong-kong.
func regionTyped(code string) string {
	if !phrase.Has(regionKey(code)) {
		return strings.ToLower(code)
	}
	name, _, _ := strings.Cut(phrase.Say(string(bot.English), regionKey(code)), " (")
	return strings.ReplaceAll(strings.ToLower(name), " ", "-")
}
