package score

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/regwire/regwire/feeds"
)

// WriteText prints the report for people; with mistakes, each with the words
// that decided.
func (r Report) WriteText(out io.Writer, mistakes bool) error {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	row := func(cells ...any) {
		text := make([]string, len(cells))
		for i, c := range cells {
			text[i] = fmt.Sprint(c)
		}
		_, _ = fmt.Fprintln(w, strings.Join(text, "\t")) // kept in memory until Flush, which reports
	}
	row(fmt.Sprintf("%d lines", r.Lines))
	f := r.Folds
	if f == nil {
		f = &Folds{}
	}
	row(append([]any{"", "precision", "recall", "F1", "errors", "of"}, r.Folds.heads()...)...)
	tally := func(name string, t Tally, fold *Fold) {
		row(append([]any{name, percent(t.Precision()), percent(t.Recall()), percent(t.F1()), t.Errors(), t.Right + t.Missed}, fold.cells()...)...)
	}
	tally("relevance", r.Relevance, &f.Relevance)
	for _, t := range slices.Sorted(maps.Keys(r.Topics)) {
		tally(string(t), *r.Topics[t], f.Topics[t])
	}
	row(append([]any{"mean of topics", "", "", percent(r.MeanF1), "", ""}, f.MeanF1.cells()...)...)
	row("unsure of not relevant", fmt.Sprintf("%d of %d", r.Unsure, r.Not))
	row("")
	row(append([]any{"field", "right", "of", "", "where stated", "of"}, r.Folds.heads()...)...)
	for _, name := range fields {
		a := r.Fields[name]
		row(append([]any{name, a.Right, a.Of, percent(share(a.Right, a.Of)), a.StatedRight, a.Stated}, f.Fields[name].cells()...)...)
	}
	row("")
	row("events", fmt.Sprintf("%d of %d repeats joined, %d of %d tempting pairs merged, %d others joined",
		r.Events.Joined, r.Events.OfDuplicates, r.Events.WronglyMerged, r.Events.OfTempting, r.Events.Unexpected))
	if r.Folds != nil {
		row("")
		row("folds", r.Folds.Say)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	if mistakes {
		for _, m := range r.Mistakes {
			b.WriteString(m.String())
		}
	}
	if _, err := io.WriteString(out, b.String()); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	return nil
}

// heads and cells are the columns of the folds, where there are any.
func (f *Folds) heads() []any {
	if f == nil {
		return nil
	}
	return []any{"mean of 5 folds", "worst fold"}
}

func (f *Fold) cells() []any {
	if f == nil || f.Of == 0 {
		return nil
	}
	return []any{percent(f.Mean), percent(f.Worst)}
}

func percent(f float64) string { return fmt.Sprintf("%.1f %%", 100*f) }

func (m Mistake) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s  %s: want %q, got %q\n    %s\n", m.ID, m.Field, m.Want, m.Got, m.Title)
	for _, r := range m.Reasons {
		fmt.Fprintf(&b, "    %+.1f  %s (%s)\n", r.Weight, r.Words, r.In)
	}
	return b.String()
}

// WriteJSON prints the report for programs; the mistakes only when asked for.
func (r Report) WriteJSON(out io.Writer, mistakes bool) error {
	if !mistakes {
		r.Mistakes = nil
	}
	body, err := feeds.JSON(r)
	if err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	if _, err := out.Write(append(body, '\n')); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	return nil
}
