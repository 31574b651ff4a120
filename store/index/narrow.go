package index

import (
	"bytes"
	"cmp"
	"slices"
)

// narrow takes out of set what words and filters exclude; check says that the
// words that remain must be looked for.
func (s *search) narrow(g *segment, set bitmap) (check bool, err error) {
	for _, w := range s.words {
		exact, err := s.word(g, set, w)
		if err != nil || set.empty() {
			return false, err
		}
		check = check || !exact
	}
	for _, list := range s.q.Any {
		if err := s.anyOf(g, set, list); err != nil {
			return false, err
		}
	}
	for _, t := range s.q.None {
		none := newBitmap(g.Docs)
		if err := s.add(g, none, t); err != nil {
			return false, err
		}
		set.without(none)
	}
	for _, w := range s.not {
		if !w.exact {
			check = true
			continue
		}
		one := newBitmap(g.Docs)
		one.full(g.Docs)
		exact, err := s.word(g, one, w)
		if err != nil {
			return false, err
		}
		if exact {
			set.without(one)
		}
		check = check || !exact
	}
	return check, nil
}

// add puts the documents that have the term into set.
func (s *search) add(g *segment, set bitmap, t Term) error {
	e, err := g.look(t)
	if err != nil || e.count == 0 {
		return err
	}
	return g.or(e, set)
}

// anyOf leaves in set what has one of the terms.
func (s *search) anyOf(g *segment, set bitmap, terms []Term) error {
	if len(terms) == 1 {
		e, err := g.look(terms[0])
		if err != nil {
			return err
		}
		return g.and(e, set)
	}
	one := newBitmap(g.Docs)
	for _, t := range terms {
		if err := s.add(g, one, t); err != nil {
			return err
		}
	}
	set.and(one)
	return nil
}

// lists are the documents that have a term of words: in their own text, and in the
// event's titles alone.
type lists struct{ own, titles entry }

func (l lists) count() int { return l.own.count + l.titles.count }

func (s *search) lists(g *segment, t Term) (l lists, err error) {
	if l.own, err = g.look(t); err != nil || !g.Titled || s.q.Of == OfItem {
		return l, err
	}
	l.titles, err = g.look(t + titled)
	return l, err
}

// addLists puts the documents of the lists into set.
func (g *segment) addLists(l lists, set bitmap) error {
	for _, e := range []entry{l.own, l.titles} {
		if err := g.or(e, set); err != nil {
			return err
		}
	}
	return nil
}

// andLists leaves in set the documents of the lists.
func (g *segment) andLists(l lists, set bitmap) error {
	if l.titles.count == 0 {
		return g.and(l.own, set)
	}
	one := newBitmap(g.Docs)
	err := g.addLists(l, one)
	set.and(one)
	return err
}

// word leaves in set what may hold the word; exact says that it does.
func (s *search) word(g *segment, set bitmap, w wish) (exact bool, err error) {
	if err := s.rarest(g, set, w.all); err != nil {
		return false, err
	}
	if w.first != 0 && len(w.all)+len(w.like) == 0 {
		return w.exact, s.beginning(g, set, w.first)
	}
	expanded, err := s.expand(g, w.like)
	if err != nil {
		return false, err
	}
	all, asked := true, make([]bool, len(w.like)) // who holds a phrase holds its words
	for _, p := range w.pair {
		did, err := s.phrase(g, set, expanded[p[0]], expanded[p[1]])
		if err != nil {
			return false, err
		}
		all, asked[p[0]], asked[p[1]] = all && did, asked[p[0]] || did, asked[p[1]] || did
	}
	for i, words := range expanded {
		if asked[i] {
			continue
		}
		if err := s.anyWord(g, set, words); err != nil {
			return false, err
		}
	}
	return w.exact && all, nil
}

// anyWord leaves in set what has one of the words.
func (s *search) anyWord(g *segment, set bitmap, words []string) error {
	one := newBitmap(g.Docs)
	for _, t := range words {
		l, err := s.lists(g, hashWord(kindWord, t))
		if err = cmp.Or(err, g.addLists(l, one)); err != nil {
			return err
		}
	}
	set.and(one)
	return nil
}

// rarest intersects the lists of the terms, the shortest first. Those behind the
// first few are passed over only where that is worth it: it spares looks at texts.
func (s *search) rarest(g *segment, set bitmap, terms []Term) error {
	all := make([]lists, 0, len(terms))
	for _, t := range terms {
		l, err := s.lists(g, t)
		if err != nil {
			return err
		}
		if l.count() == 0 {
			clear(set)
			return nil
		}
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b lists) int { return cmp.Compare(a.count(), b.count()) })
	for i, l := range all {
		if i >= rarestLists && set.count()*listsPerText < l.count() {
			break
		}
		if err := g.andLists(l, set); err != nil {
			return err
		}
	}
	return nil
}

const (
	// rarestLists are asked whatever that costs.
	rarestLists = 3
	// listsPerText is how many documents of a list are passed over in the time that a
	// look at one text takes.
	listsPerText = 2000
	// maxPhrases are so many pairs of words that to ask for each takes longer than to look
	// at texts.
	maxPhrases = 200
)

// beginning leaves what holds the ideograph: it begins a pair, or ends its run.
func (s *search) beginning(g *segment, set bitmap, c rune) error {
	one := newBitmap(g.Docs)
	for _, of := range []Term{0, titled} {
		if of != 0 && (!g.Titled || s.q.Of == OfItem) {
			break
		}
		var inner error
		err := g.walk(pairTerm(c, 0)+of, pairTerm(c, 1<<runeBits-1)+of, func(e entry) bool {
			inner = g.or(e, one)
			return inner != nil
		})
		if err = cmp.Or(err, inner); err != nil {
			return err
		}
	}
	set.and(one)
	return nil
}

// expand gives for each part the words of the segment that match it.
func (s *search) expand(g *segment, parts []like) ([][]string, error) {
	out := make([][]string, len(parts))
	for i, l := range parts {
		if l.begin && l.stop {
			out[i] = []string{l.part}
			continue
		}
		needle := []byte(l.part)
		err := g.words(func(lines []byte) {
			for at := 0; ; {
				n := bytes.Index(lines[at:], needle)
				if n < 0 {
					return
				}
				begin := bytes.LastIndexByte(lines[:at+n], '\n') + 1
				end := at + n + bytes.IndexByte(lines[at+n:], '\n')
				if word := string(lines[begin:end]); l.matches(word) {
					out[i] = append(out[i], word)
				}
				at = end
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// phrase leaves what holds one of a before one of b; did is false when these are
// too many to be asked for.
func (s *search) phrase(g *segment, set bitmap, a, b []string) (did bool, err error) {
	if len(a)*len(b) > maxPhrases {
		return false, nil
	}
	one := newBitmap(g.Docs)
	for _, first := range a {
		for _, second := range b {
			l, err := s.lists(g, hashWord(kindPhrase, first, second))
			if err = cmp.Or(err, g.addLists(l, one)); err != nil {
				return false, err
			}
		}
	}
	set.and(one)
	return true, nil
}
