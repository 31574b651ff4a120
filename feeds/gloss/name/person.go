package name

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/pattern"
)

// IsOffice reports a post that a person's name follows.
func IsOffice(zh string) bool { return office.MatchString(zh) }

// Surname is the reading of the first character of an anonymised person.
func (rd *Reader) Surname(r rune) (string, bool) {
	switch r {
	case '曾':
		return "Zeng", true
	case '单':
		return "Shan", true
	case '解':
		return "Xie", true
	case '仇':
		return "Qiu", true
	case '查':
		return "Zha", true
	}
	p, ok := rd.pinyin[r]
	return english.Capital(p), ok
}

// Person reads "张某某" or "付某等人" at the head of s.
func (rd *Reader) Person(s string) (string, int, bool) {
	name, n, ok := rd.unnamed(s)
	if !ok {
		return "", 0, false
	}
	all, end := []string{name}, n
	for strings.HasPrefix(s[end:], "、") {
		next, size, ok := rd.unnamed(s[end+len("、"):])
		if !ok {
			break
		}
		all, end = append(all, next), end+len("、")+size
	}
	if m := andOthers.FindStringSubmatch(s[end:]); m != nil {
		if others := chinese.Number(m[1]) - len(all); others > 0 {
			one := " Others"
			if others == 1 {
				one = " Other"
			}
			return strings.Join(all, ", ") + " and " + english.Cardinal(others) + one, end + len(m[0]), true // 赵某、钱某等三人
		}
	}
	if strings.HasPrefix(s[n:], "等人") {
		return name + " and Others", n + len("等人"), true
	}
	return name, n, true
}

// unnamed reads the family name of one person whose name is not told.
func (rd *Reader) unnamed(s string) (name string, n int, ok bool) {
	r, n := utf8.DecodeRuneInString(s)
	if !strings.HasPrefix(s[n:], "某") {
		return "", 0, false
	}
	name, ok = rd.Surname(r)
	if !ok || strings.ContainsRune("向将对由被与致就因从给让使据", r) && !strings.HasPrefix(s[n:], "某某") { // 向某公司送达
		return "", 0, false
	}
	for strings.HasPrefix(s[n:], "某") {
		n += len("某")
	}
	for _, one := range "甲乙丙丁" {
		if strings.HasPrefix(s[n:], string(one)) {
			n += utf8.RuneLen(one)
		}
	}
	return name, n, true
}

// andOthers counts those named and the others.
var andOthers = pattern.MustCompile(`^等(\d+|[` + feeds.HanNumerals + `]+)人`)

// office ends the name of a post.
var office = pattern.MustCompile(`(?:局长|主任|部长|院长|检察长|司长|主席|行长|署长|专员|书记|会长|秘书长|总裁|董事长|组长)$`)

// FullName spells a person's name of two or three characters: "Liu Liehong".
func (rd *Reader) FullName(zh string) (string, bool) {
	first, n := utf8.DecodeRuneInString(zh)
	if size := utf8.RuneCountInString(zh); size < 2 || size > 3 {
		return "", false
	}
	surname, ok := rd.Surname(first)
	if !ok {
		return "", false
	}
	given, ok := rd.Spell(zh[n:])
	return surname + " " + given, ok
}
