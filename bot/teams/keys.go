package teams

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"
)

// How long keys are believed. Whoever sends a token chooses its key id, so an
// unknown one must not cost a request each time.
const (
	keysFresh   = 24 * time.Hour     // refreshed after that anyway
	keysStale   = 5 * 24 * time.Hour // not believed after that
	keysUnknown = time.Hour          // least time between refreshes for an unknown id
	keysRetry   = time.Minute        // least time between attempts when they fail
	keysTimeout = 10 * time.Second
	maxKeys     = 100
	maxMetadata = 1 << 20
	minModulus  = 2048
)

// key is one of those that sign requests, and the channels it may sign for.
type key struct {
	public       *rsa.PublicKey
	endorsements []string
}

// keys are the signing keys of the Connector, read from its metadata and kept.
type keys struct {
	metadata, issuer string
	client           *http.Client
	now              func() time.Time
	log              *slog.Logger

	mu             sync.Mutex
	byID           map[string]key
	fetched, tried time.Time
	// flight is held while they are refreshed.
	flight sync.Mutex
}

func newKeys(c Config, client *http.Client) *keys {
	return &keys{metadata: c.Metadata, issuer: c.Issuer, client: client, now: c.Now, log: c.Log}
}

var (
	errNoKeys     = errors.New("the keys of the Connector cannot be read, so no request is believed")
	errUnknownKey = errors.New("the token's key is not one of the Connector's")
)

// find returns the key of that id. Keys that are known are used while they are
// refreshed; nobody waits for that but who has none at all.
func (k *keys) find(ctx context.Context, id string) (key, error) {
	_, have, due := k.look(id)
	switch {
	case !have:
		// Somebody else may be reading them already.
		k.flight.Lock()
		if _, have, due = k.look(id); due && !have {
			k.again(ctx)
		}
		k.flight.Unlock()
	case due && k.flight.TryLock():
		k.again(ctx)
		k.flight.Unlock()
	}
	found, have, _ := k.look(id)
	switch {
	case !have:
		return key{}, errNoKeys
	case found.public == nil:
		return key{}, errUnknownKey
	}
	return found, nil
}

// look reports the key, whether there are keys that may be believed, and whether
// they are due to be read anew: also where the clock was set back since, by which they
// would else be fresh, and no attempt long enough ago, until it is there again.
func (k *keys) look(id string) (found key, have, due bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.now()
	age := now.Sub(k.fetched)
	have = k.byID != nil && age < keysStale
	if have {
		found = k.byID[id]
	}
	wait := keysRetry
	if have && age < keysFresh {
		if found.public != nil && age >= 0 {
			return found, true, false
		}
		wait = keysUnknown
	}
	since := now.Sub(k.tried)
	return found, have, k.tried.IsZero() || since >= wait || since < 0
}

// again refreshes; a failure leaves what is known.
func (k *keys) again(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keysTimeout)
	defer cancel()
	if err := k.refresh(ctx); err != nil {
		k.log.Error("keys of the Teams Connector not read", "err", err)
	}
}

func (k *keys) refresh(ctx context.Context) error {
	k.mu.Lock()
	k.tried = k.now()
	k.mu.Unlock()
	byID, err := k.read(ctx)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.byID, k.fetched = byID, k.now()
	return nil
}

// read reads metadata and keys.
func (k *keys) read(ctx context.Context) (map[string]key, error) {
	var meta struct {
		Issuer string `json:"issuer"`
		Keys   string `json:"jwks_uri"`
	}
	if err := k.get(ctx, k.metadata, &meta); err != nil {
		return nil, fmt.Errorf("read the metadata: %w", err)
	}
	if meta.Issuer != k.issuer {
		return nil, fmt.Errorf("the metadata are of the issuer %q, not of %q", word(meta.Issuer), k.issuer)
	}
	home, err := url.Parse(k.metadata)
	if err != nil {
		return nil, fmt.Errorf("read the metadata's address: %w", err)
	}
	at, err := url.Parse(meta.Keys)
	if err != nil || at.Scheme != home.Scheme || at.Host != home.Host || at.User != nil {
		return nil, fmt.Errorf("the metadata name keys on another host: %q", word(meta.Keys))
	}
	var set struct {
		Keys []jwk `json:"keys"`
	}
	if err := k.get(ctx, meta.Keys, &set); err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	byID := map[string]key{}
	for _, j := range set.Keys[:min(len(set.Keys), maxKeys)] {
		if public, ok := j.public(); ok && byID[j.ID].public == nil {
			byID[j.ID] = key{public, j.Endorsements}
		}
	}
	if len(byID) == 0 {
		return nil, errors.New("the list of keys holds none that can be used")
	}
	return byID, nil
}

func (k *keys) get(ctx context.Context, address string, v any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := k.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", req.URL.Host, resp.Status)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxMetadata))
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// jwk is a key as the Connector publishes it.
type jwk struct {
	Type         string   `json:"kty"`
	Use          string   `json:"use"`
	Alg          string   `json:"alg"`
	ID           string   `json:"kid"`
	N            string   `json:"n"`
	E            string   `json:"e"`
	Endorsements []string `json:"endorsements"`
}

// public is the RSA key, unless it is of another kind or weak.
func (j jwk) public() (*rsa.PublicKey, bool) {
	if j.Type != "RSA" || j.ID == "" || !slices.Contains([]string{"", "sig"}, j.Use) || !slices.Contains([]string{"", "RS256"}, j.Alg) {
		return nil, false
	}
	n, err := base64.RawURLEncoding.DecodeString(j.N)
	if err != nil || len(n) > 1024 {
		return nil, false
	}
	e, err := base64.RawURLEncoding.DecodeString(j.E)
	if err != nil || len(e) == 0 || len(e) > 4 {
		return nil, false
	}
	exponent := int(new(big.Int).SetBytes(e).Int64())
	public := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: exponent}
	return public, public.N.BitLen() >= minModulus && exponent >= 3 && exponent%2 == 1
}
