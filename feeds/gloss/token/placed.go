package token

// Placed is a token among those of a phrase.
type Placed struct {
	In []Token
	I  int // its place
}

// At is the token so many places on, or back; an empty one beyond the ends.
func (p Placed) At(n int) Token {
	if n += p.I; n >= 0 && n < len(p.In) {
		return p.In[n]
	}
	return Token{}
}

// Word is the token itself.
func (p Placed) Word() Token { return p.In[p.I] }

// Next is the token behind.
func (p Placed) Next() Token { return p.At(1) }

// Prev is the token in front.
func (p Placed) Prev() Token { return p.At(-1) }

// First reports that none is in front.
func (p Placed) First() bool { return p.I == 0 }

// Last reports that none is behind.
func (p Placed) Last() bool { return p.I+1 == len(p.In) }

// Left is how many follow.
func (p Placed) Left() int { return len(p.In) - 1 - p.I }

// Final is the last token of the phrase.
func (p Placed) Final() Token { return p.In[len(p.In)-1] }

// Before are those in front.
func (p Placed) Before() []Token { return p.In[:p.I] }

// Behind are those that follow.
func (p Placed) Behind() []Token { return p.In[p.I+1:] }
