package bot

// Redline is what a text changed of the one before it, article by article.
type Redline struct {
	// How many articles were changed, are new, were dropped, and only moved.
	Changed, New, Dropped, Moved int
	Parts                        []RedlinePart // in the order of the new text
}

// RedlinePart is one article that is not as it was.
type RedlinePart struct {
	Kind RedlineKind
	// Number and OldNumber are as the articles are counted, "第五条"; either is empty
	// where there is no such article.
	Number, OldNumber string
	Pieces            []RedlinePiece
}

// RedlineKind says what became of an article.
type RedlineKind string

// The kinds of a part.
const (
	PartChanged RedlineKind = "changed"
	PartNew     RedlineKind = "new"
	PartDropped RedlineKind = "dropped"
	PartMoved   RedlineKind = "moved"
)

// RedlinePiece is a stretch of wording that stayed, went or came.
type RedlinePiece struct {
	Text       string
	Gone, Come bool
}
