package extract

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// The limits of a selector, which comes from an operator's file.
const (
	maxSelector = 512
	maxNesting  = 3
)

// Check looks whether the rule can work: its kind and formats are known, what
// the kind needs is there, selectors and expressions compile within limits. The
// error names the field.
func (s Source) Check() error {
	if s.ID == "" {
		return errors.New("id: a source needs one")
	}
	if !idForm.MatchString(string(s.ID)) {
		return fmt.Errorf("%s: id: an id is small letters and digits, with hyphens between them, like cac-releases", s.ID)
	}
	k, ok := kinds[s.Kind]
	if !ok {
		return fmt.Errorf("%s: kind: %q is none of %s", s.ID, s.Kind, strings.Join(kindNames(), ", "))
	}
	if len(s.Rule.Lists) == 0 && k.start != nil {
		return fmt.Errorf("%s: list: kind %s needs one", s.ID, s.Kind)
	}
	if len(s.Rule.Lists) > 0 && k.list == nil {
		return fmt.Errorf("%s: list: kind %s is a queue of links and has none", s.ID, s.Kind)
	}
	for i, l := range s.Rule.Lists {
		name := "list"
		if len(s.Rule.Lists) > 1 {
			name = fmt.Sprintf("lists[%d]", i)
		}
		if err := s.checkList(l, name); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
	}
	if err := checkArticle(s.Rule.Article); err != nil {
		return fmt.Errorf("%s: article.%w", s.ID, err)
	}
	return nil
}

// idForm is what an id may be: a word that is typed in commands and stands in addresses
// of pages, file names and labels.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// kindNames are the names of all kinds, in order.
func kindNames() []string { return slices.Sorted(maps.Keys(kinds)) }

func (s Source) checkList(l rule.List, name string) error {
	k, ok := kinds[s.kindOf(l)]
	if !ok || k.list == nil {
		return fmt.Errorf("%s.kind: %q is none of %s", name, l.Kind, strings.Join(kindNames(), ", "))
	}
	l = s.filled(l)
	if k.check != nil {
		if err := k.check(l); err != nil {
			return fmt.Errorf("%s.%w", name, err)
		}
	}
	if s.kindOf(l) == "html" && len(l.Rows) == 0 && l.Match == "" && l.Lead == nil && len(l.Link) == 0 && !l.Dated {
		return fmt.Errorf("%s.rows: a list needs rows, or match for the addresses of its items, or dated: true", name)
	}
	json := s.kindOf(l) == "json"
	for _, check := range []func() error{
		func() error { return checkURLs(l.URLs) },
		func() error { return checkURLs(l.Also) },
		func() error { return checkSelectors("within", rule.Words{l.Within}) },
		func() error { return checkSelectors("need", rule.Words{l.Need}) },
		func() error { return checkSelectors("pages", rule.Words{l.Pages}) },
		func() error { return checkSelectors("drop", l.Drop) },
		func() error { return checkRows(l.Rows, json) },
		func() error { return checkExpression("match", l.Match) },
		func() error { return checkExpressions("strip", l.Strip) },
		func() error { return checkFormats(l.DateFormat) },
		func() error { return checkValues("title", l.Title, json) },
		func() error { return checkValues("link", l.Link, json) },
		func() error { return checkValues("date", l.Date, json) },
		func() error { return checkValues("deadline", l.Deadline, json) },
		func() error { return checkValues("text", l.Text, json) },
		func() error { return checkZone(l.Zone) },
		func() error { return checkCharset(l.Charset) },
	} {
		if err := check(); err != nil {
			return fmt.Errorf("%s.%w", name, err)
		}
	}
	if l.Lead != nil {
		if err := checkValues("lead", rule.Values{*l.Lead}, false); err != nil {
			return fmt.Errorf("%s.%w", name, err)
		}
	}
	if (l.Lead == nil) != (l.Then == nil) {
		return fmt.Errorf("%s.then: lead and then stand together", name)
	}
	if l.Then != nil {
		then := *l.Then
		then.URLs = append([]string{"https://lead.example/"}, then.URLs...)
		if err := s.checkList(then, name+".then"); err != nil {
			return err
		}
	}
	if e := s.elseOf(l); e != nil {
		return s.checkList(*e, name+".else")
	}
	return nil
}

func checkArticle(a rule.Article) error {
	for _, on := range a.On {
		if strings.Contains(on, "://") || strings.ContainsAny(on, " ?#") {
			return fmt.Errorf("on: %q is no host with a path", on)
		}
	}
	if a.Render != "" && a.Render != renderBrowser {
		return fmt.Errorf("render: %q is not %s", a.Render, renderBrowser)
	}
	for _, f := range a.Fetch {
		if err := checkExpression("fetch", f.Match); err != nil {
			return err
		}
	}
	if a.Lead != nil {
		if !a.JSON {
			return errors.New("lead: an answer in JSON names a place, which takes json: true")
		}
		if err := checkExpression("lead", a.Lead.Match); err != nil {
			return err
		}
	}
	if a.JSON {
		return errors.Join(checkValues("title", a.Title, true), checkFormats(a.DateFormat))
	}
	for _, err := range []error{
		checkSelectors("body", a.Body), checkSelectors("until", rule.Words{a.Until}), checkSelectors("drop", a.Drop),
		checkSelectors("attachments", a.Attachments), checkValues("title", a.Title, false), checkValues("date", a.Date, false),
		checkValues("author", a.Author, false), checkValues("number", a.Number, false), checkFormats(a.DateFormat), checkZone(a.Zone), checkCharset(a.Charset),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func needAddresses(l rule.List) error {
	if len(l.URLs) == 0 {
		return errors.New("urls: at least one address is wanted")
	}
	return nil
}

func needRows(l rule.List) error {
	switch {
	case len(l.URLs) == 0:
		return errors.New("urls: at least one address is wanted")
	case len(l.Rows) == 0:
		return errors.New("rows: the path of the array is wanted, \"[]\" for the whole answer")
	case len(l.Title) == 0:
		return errors.New("title: the path of the title is wanted")
	case len(l.Link) == 0:
		return errors.New("link: the path of the address is wanted")
	}
	return nil
}

func checkURLs(list []string) error {
	for _, s := range list {
		u, err := url.Parse(layout.ReplaceAllString(s, "01"))
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return fmt.Errorf("urls: %q is no address of the web", s)
		}
		if u.User != nil {
			return fmt.Errorf("urls: the address at %s holds a user name, which is refused", u.Host)
		}
	}
	return nil
}

func checkRows(rows rule.Words, json bool) error {
	if json {
		return nil
	}
	return checkSelectors("rows", rows)
}

func checkSelectors(field string, list rule.Words) error {
	for _, s := range list {
		if err := checkSelector(s); err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
	}
	return nil
}

// siblings are combinators that look at all elements before one: two of them take
// the square of their number for each.
var siblings = regexp.MustCompile(`~(?:[^=]|$)`)

// slow are pseudo-classes that search text by expression, over all of a page.
var slow = regexp.MustCompile(`(?i):(contains|containsown|matches|matchesown)\s*\(`)

func checkSelector(s string) error {
	switch {
	case s == "":
		return nil
	case len(s) > maxSelector:
		return fmt.Errorf("selector of %d bytes, at most %d", len(s), maxSelector)
	case slow.MatchString(s):
		return fmt.Errorf("selector %q: :contains and :matches are not allowed", s)
	case len(siblings.FindAllString(s, 2)) > 1:
		return fmt.Errorf("selector %q: more than one ~", s)
	case nesting(s) > maxNesting:
		return fmt.Errorf("selector %q: nested deeper than %d", s, maxNesting)
	}
	if err := dom.CheckSelector(s); err != nil {
		return fmt.Errorf("selector %q: %w", s, err)
	}
	return nil
}

func nesting(s string) int {
	depth, deepest := 0, 0
	for _, c := range s {
		switch c {
		case '(':
			depth++
			deepest = max(deepest, depth)
		case ')':
			depth--
		}
	}
	return deepest
}

func checkExpressions(field string, list rule.Words) error {
	for _, s := range list {
		if err := checkExpression(field, s); err != nil {
			return err
		}
	}
	return nil
}

func checkExpression(field, s string) error {
	if len(s) > maxSelector {
		return fmt.Errorf("%s: expression of %d bytes, at most %d", field, len(s), maxSelector)
	}
	if _, err := regexp.Compile(s); err != nil {
		return fmt.Errorf("%s: %w", field, err)
	}
	return nil
}

func checkValues(field string, list rule.Values, json bool) error {
	for _, v := range list {
		if err := checkExpression(field, v.Match); err != nil {
			return err
		}
		if re, isURL := strings.CutPrefix(v.From, "url:"); isURL {
			if err := checkExpression(field, re); err != nil {
				return err
			}
			continue
		}
		if sel, _ := rule.SplitAttr(v.From); !json && v.From != "url" && v.From != "row" && v.From != "alone" {
			if err := checkSelector(sel); err != nil {
				return fmt.Errorf("%s: %w", field, err)
			}
		}
	}
	return nil
}

func checkFormats(names rule.Words) error {
	for _, f := range names {
		if !date.IsFormat(f) {
			return fmt.Errorf("date_format: %q is none of %s", f, strings.Join(date.Formats(), ", "))
		}
	}
	return nil
}

func checkZone(name string) error {
	if name != "" && date.Zone(name).String() != name {
		return fmt.Errorf("date_tz: %q is no time zone", name)
	}
	return nil
}

func checkCharset(name string) error {
	if name != "" {
		if _, err := htmlindex.Get(name); err != nil {
			return fmt.Errorf("charset: %q is none that is known, like utf-8 or gb18030", name)
		}
	}
	return nil
}
