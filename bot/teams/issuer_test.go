package teams

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// issuer publishes keys and signs tokens as the Connector does.
type issuer struct {
	signer *rsa.PrivateKey
	mu     sync.Mutex
	keys   []jwk
	reads  int
	broken bool
}

// testKeys are made once: making RSA keys takes time.
var testKeys = sync.OnceValue(func() [2]*rsa.PrivateKey {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys[i] = k
	}
	return keys
})

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{signer: testKeys()[0]}
	i.keys = []jwk{
		publish("k1", &i.signer.PublicKey, "msteams", "webchat"),
		publish("k-none", &i.signer.PublicKey),
		publish("k-other", &i.signer.PublicKey, "webchat", "directline"),
	}
	i.keys[1].Endorsements = []string{}
	return i
}

func publish(id string, k *rsa.PublicKey, endorsements ...string) jwk {
	return jwk{
		Type: "RSA", Use: "sig", ID: id, N: base64.RawURLEncoding.EncodeToString(k.N.Bytes()),
		E: base64.RawURLEncoding.EncodeToString(big.NewInt(int64(k.E)).Bytes()), Endorsements: endorsements,
	}
}

func (i *issuer) serve(w http.ResponseWriter, r *http.Request, base string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.broken {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Path == "/v1/.well-known/keys" {
		i.reads++
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": i.keys})
		return
	}
	fmt.Fprintf(w, `{"issuer":%q,"jwks_uri":%q,"id_token_signing_alg_values_supported":["RS256"]}`, Issuer, base+"/v1/.well-known/keys")
}

func (i *issuer) set(f func(i *issuer)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	f(i)
}

func (i *issuer) read() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.reads
}

// claims are the claims of a good token.
func (d *double) claims() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": Issuer, "aud": testApp, "nbf": d.now.Add(-time.Minute).Unix(), "exp": d.now.Add(time.Hour).Unix(), "serviceurl": d.URL + "/",
	}
}

// sign makes a token; change alters its header.
func (i *issuer) sign(t failer, c jwt.MapClaims, change ...func(header map[string]any)) string {
	t.Helper()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	token.Header["kid"] = "k1"
	for _, f := range change {
		f(token.Header)
	}
	raw, err := token.SignedString(i.signer)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return raw
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}
