package store

import (
	"errors"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func TestHastenedSourceIsDueAtOnce(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	sources := []feeds.Source{{ID: "cac", Host: "www.cac.example", Every: time.Hour}}
	visit := func() error {
		c, visits, err := s.ClaimHost(t.Context(), "w", sources)
		if err != nil {
			return err
		}
		v := visits[0]
		v.At, v.NextDue = time.Now(), time.Now().Add(time.Hour)
		return errors.Join(s.Touch(t.Context(), c, v), s.Release(t.Context(), c))
	}
	if err := visit(); err != nil {
		t.Fatal(err)
	}
	if err := visit(); !errors.Is(err, feeds.ErrNoWork) {
		t.Fatalf("a source that is not due was claimed: %v", err)
	}
	s.Hasten([]feeds.SourceID{"cac"})
	if err := visit(); err != nil {
		t.Errorf("a hastened source was not claimed: %v", err)
	}
	if err := visit(); !errors.Is(err, feeds.ErrNoWork) {
		t.Errorf("a hastened source was claimed twice: %v", err)
	}
}

func TestCommitsCountsWritesOnly(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	count := func() int {
		n, err := s.Commits(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	if _, err := s.Visits(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != before {
		t.Errorf("reading moved the count from %d to %d", before, n)
	}
	s.benchWrite(t, []byte("k"), []byte("v"))
	if n := count(); n != before+1 {
		t.Errorf("one write moved the count from %d to %d", before, n)
	}
}
