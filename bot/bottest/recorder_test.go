package bottest_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
)

func TestRecorderGoesOnAfterAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.jsonl")
	clock := func() time.Time { return noon }
	post := func(m bot.Message) (bot.Reference, error) {
		t.Helper()
		r, err := bottest.NewRecorder("recorder", path, clock)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		return r.Post(t.Context(), bot.Channel{ID: channel}, m)
	}
	first, err := post(bot.Message{Delivery: "d1"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(`{"ref":"cut sho`)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	if all, err := bottest.ReadAccepted(path); err != nil || len(all) != 1 {
		t.Errorf("with a line cut short: %d posts, %v; want 1", len(all), err)
	}
	second, err := post(bot.Message{Delivery: "d1", Repeat: true})
	if err != nil {
		t.Fatal(err)
	}
	all, err := bottest.ReadAccepted(path)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d posts, %v; want 2", len(all), err)
	}
	if first.ID == second.ID || all[0].Ref != first.ID || all[1].Ref != second.ID || !all[1].Repeat || all[0].Channel != channel {
		t.Errorf("posts %+v, references %q and %q", all, first.ID, second.ID)
	}
}

func TestRecorderCanRefuseAndLie(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.jsonl")
	r, err := bottest.NewRecorder("recorder", path, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	answer := errors.New("no answer")
	for _, accept := range []bool{false, true} {
		r.Answer = func(int, bot.Message) (bool, error) { return accept, answer }
		if _, err := r.Post(t.Context(), bot.Channel{ID: channel}, bot.Message{}); !errors.Is(err, answer) {
			t.Errorf("accept %t: error is %v, want %v", accept, err, answer)
		}
		all, err := bottest.ReadAccepted(path)
		if err != nil || len(all) == 1 != accept {
			t.Errorf("accept %t: %d posts, %v", accept, len(all), err)
		}
	}
}
