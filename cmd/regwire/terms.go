package main

import "fmt"

// checkTerms names the first of the operator's terms that titles cannot be put into
// English with.
func (c config) checkTerms(w written) error {
	if len(c.Terms) == 0 {
		return nil // and most commands need no glossary
	}
	shipped, err := glossary()
	if err != nil {
		return fmt.Errorf("glossary: %w", err)
	}
	if zh, err := c.Terms.Check(shipped); err != nil {
		return usage("%s: terms: %q: %w", w.at("terms."+zh), zh, err)
	}
	return nil
}
