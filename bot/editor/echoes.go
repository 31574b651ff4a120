package editor

import (
	"context"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	// echoesFresh is for how long what was found is told: one alert goes to thousands of
	// channels, and each look asks the index.
	echoesFresh = 10 * time.Minute
	echoesMost  = 256
)

// echoes remember what other provinces made of what an event carries out.
type echoes struct {
	mu sync.Mutex
	of map[feeds.EventID]foundEchoes
}

type foundEchoes struct {
	revision int
	at       time.Time
	list     []bot.Echo
}

// echoesOf never keeps an alert from being told: what cannot be found is left out.
func (ed *Editor) echoesOf(ctx context.Context, e feeds.Event) []bot.Echo {
	c := &ed.echoes
	c.mu.Lock()
	defer c.mu.Unlock() // who comes meanwhile asks for the same nearly always
	known, ok := c.of[e.ID]
	if age := ed.deps.Now().Sub(known.at); ok && known.revision == e.Revision && age >= 0 && age < echoesFresh {
		return known.list
	}
	list, err := ed.deps.Others(ctx, e)
	if err != nil {
		ed.deps.Log.Warn("other provinces could not be looked for", "event", e.ID, "err", err)
		return nil
	}
	if c.of == nil || len(c.of) >= echoesMost {
		c.of = map[feeds.EventID]foundEchoes{}
	}
	c.of[e.ID] = foundEchoes{e.Revision, ed.deps.Now(), list}
	return list
}
