package extract

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/pattern"
)

// classRule is an expression on the names of classes. A page says few names thousands of
// times, and sites say the same ones: what the expression said of a name is remembered.
type classRule struct {
	expression *pattern.Pattern
	seen       [classesSeen]atomic.Pointer[classVerdict]
}

type classVerdict struct {
	name string
	is   bool
}

const (
	classesSeen  = 1 << 10 // names that a rule remembers
	longestClass = 80      // of a name that is worth it
)

var classSeed = maphash.MakeSeed()

func classes(expression string) *classRule {
	return &classRule{expression: pattern.MustCompile(expression)}
}

// MatchString reports whether the expression matches a name.
func (c *classRule) MatchString(name string) bool {
	if len(name) > longestClass {
		return c.expression.MatchString(name)
	}
	at := &c.seen[maphash.String(classSeed, name)%classesSeen]
	if v := at.Load(); v != nil && v.name == name {
		return v.is
	}
	v := &classVerdict{name: strings.Clone(name), is: c.expression.MatchString(name)}
	at.Store(v)
	return v.is
}

// class reports whether the expression matches one of an element's classes.
func (c *classRule) class(n *html.Node) bool { return c.names(attr(n, "class")) }

// named is class, its id among them.
func (c *classRule) named(n *html.Node) bool { return c.class(n) || c.MatchString(attr(n, "id")) }

func (c *classRule) names(list string) bool {
	for name := range strings.FieldsSeq(list) {
		if c.MatchString(name) {
			return true
		}
	}
	return false
}
