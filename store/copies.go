package store

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// Copies are the fingerprints of all page copies that items name. A damaged item
// is an error: what it names is not known.
func (s *Store) Copies(ctx context.Context) (map[string]bool, error) {
	fingerprints := map[string]bool{}
	err := s.db.View(func(tx *bbolt.Tx) error {
		return tableItems.in(tx).ForEach(func(k, v []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			payload, err := frame.Payload(tableItems, k, v)
			if err != nil {
				return fmt.Errorf("page copies of item %s: %w", keyText(tableItems, k), err)
			}
			var item struct {
				Copy    string `json:"copy"`
				Article struct {
					Attachments []feeds.Attachment `json:"attachments"`
				} `json:"article"`
			}
			if err := json.Unmarshal(payload, &item); err != nil {
				return fmt.Errorf("page copies of item %s: %w", keyText(tableItems, k), err)
			}
			fingerprints[item.Copy] = true
			for _, a := range item.Article.Attachments {
				fingerprints[a.Copy] = true
			}
			return nil
		})
	})
	delete(fingerprints, "")
	return fingerprints, err
}
