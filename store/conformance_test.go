package store_test

import (
	"testing"
	"time"

	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T, now func() time.Time) storetest.Opened {
		dir := t.TempDir()
		opts := store.Options{Now: now, Lease: storetest.Lease}
		s := store.OpenChecked(t, dir, opts)
		return storetest.Opened{Store: s, Restart: func() storetest.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = store.OpenChecked(t, dir, opts)
			return s
		}}
	})
}
