package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/replay"
)

type recordCmd struct {
	Source string `arg:"" help:"Id of the source."`
	To     string `help:"Folder of the recording." placeholder:"DIR" required:""`
	Config string `help:"Configuration file." placeholder:"FILE"`
}

// Run fetches the lists of one source and the first article they name, and keeps
// all of it in the form that tests and the demo replay.
func (r *recordCmd) Run(ctx context.Context, p *program) error {
	c, err := p.settings(dataFlag{Config: r.Config})
	if err != nil {
		return err
	}
	t, err := readTables(c)
	if err != nil {
		return err
	}
	out := p.outside()
	src, rules, err := p.sourceOf(ctx, r.Source, c.Data, t.sources)
	if err != nil {
		return err
	}
	client, err := fetcher(c, out)
	if err != nil {
		return err
	}
	defer client.Close()
	tape := &recorder{fetch: client, rules: rules, dir: r.To, say: p.stdout}
	starts := src.Start(feeds.Visit{}, out.now())
	if len(starts) == 0 {
		return usage("%s has no list that could be recorded: it is a queue of links", src.ID)
	}
	for _, req := range starts {
		if err := tape.list(ctx, src, req); err != nil {
			return err
		}
	}
	if err := tape.article(ctx, src); err != nil {
		return err
	}
	if tape.kept == 0 {
		return fmt.Errorf("nothing of %s could be recorded", src.ID)
	}
	_, err = fmt.Fprintf(p.stdout, "%d documents of %s are in %s\n", tape.kept, src.ID, r.To)
	return err
}

// recorder keeps what it fetches.
type recorder struct {
	fetch *fetch.Client
	rules *extract.Set
	dir   string
	say   io.Writer
	kept  int
	first string // address of the first item
}

// list records a list, what it leads to, and what is asked when it fails.
func (r *recorder) list(ctx context.Context, src extract.Source, req feeds.Request) error {
	good, err := r.chain(ctx, src, req, 0)
	if err != nil || good || req.Else == nil {
		return err
	}
	return r.list(ctx, src, *req.Else)
}

// chain records one document and those it leads to.
func (r *recorder) chain(ctx context.Context, src extract.Source, req feeds.Request, depth int) (good bool, err error) {
	doc, err := r.fetch.Get(ctx, req)
	if err != nil {
		return false, err
	}
	res := src.Read(doc)
	// What a site answers in place of a document is not its document.
	if !res.Outcome.Good() {
		_, err := fmt.Fprintf(r.say, "not recorded: %s (%s, %s)\n", req.URL, res.Outcome, res.Reason)
		return false, err
	}
	if err := replay.Record(r.dir, doc); err != nil {
		return false, err
	}
	r.kept++
	if r.first == "" && len(res.Entries) > 0 {
		r.first = res.Entries[0].URL
	}
	what := fmt.Sprintf("%d items", len(res.Entries))
	if res.Outcome == feeds.OutcomeArticle {
		what = "article"
	}
	if _, err := fmt.Fprintf(r.say, "recorded: %s (%s)\n", req.URL, what); err != nil {
		return false, err
	}
	if depth == extract.MaxChain {
		return true, nil
	}
	var errs []error
	for _, next := range res.Next {
		_, err := r.chain(ctx, src, next, depth+1)
		errs = append(errs, err)
	}
	return true, errors.Join(errs...)
}

// article records the article of the first item.
func (r *recorder) article(ctx context.Context, src extract.Source) error {
	if r.first == "" {
		return nil
	}
	by := r.rules.ArticleSource(r.first, src.ID)
	req, why := by.ArticleRequest(r.first)
	if why != "" {
		_, err := fmt.Fprintf(r.say, "not recorded: %s (%s)\n", r.first, why)
		return err
	}
	_, err := r.chain(ctx, by, req, 0)
	return err
}
