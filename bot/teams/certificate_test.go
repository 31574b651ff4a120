package teams

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/regwire/regwire/bot"
)

// selfSigned is a certificate with its key in PEM, and its bytes.
func selfSigned(t *testing.T, key any, public any) (bot.Secret, []byte) {
	t.Helper()
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: testNow.AddDate(-1, 0, 0), NotAfter: testNow.AddDate(0, 0, 20)}
	der, err := x509.CreateCertificate(rand.Reader, about, about, public, key)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	block := func(kind string, raw []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}))
	}
	return bot.Secret(block("CERTIFICATE", der) + block("PRIVATE"+" KEY", raw)), der
}

func TestBotLogsInWithACertificate(t *testing.T) {
	key := testKeys()[0]
	secret, der := selfSigned(t, key, &key.PublicKey)
	d := newDouble(t)
	p := d.platform(t, func(c *Config) { c.Secret, c.Certificate = "", secret })
	if _, err := p.Post(t.Context(), d.channel(), bot.Message{}); err != nil {
		t.Fatal(err)
	}
	form, err := url.ParseQuery(d.asked()[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	if form.Has("client_secret") || form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" || form.Get("client_id") != testApp {
		t.Errorf("login with %v", form)
	}
	address := d.URL + "/" + testTenant + "/oauth2/v2.0/token"
	token, err := jwt.Parse(form.Get("client_assertion"), func(*jwt.Token) (any, error) { return &key.PublicKey, nil },
		jwt.WithValidMethods([]string{"PS256"}), jwt.WithAudience(address), jwt.WithIssuer(testApp), jwt.WithSubject(testApp), jwt.WithExpirationRequired(), jwt.WithTimeFunc(func() time.Time { return testNow }))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(der)
	if token.Header["x5t#S256"] != base64.RawURLEncoding.EncodeToString(sum[:]) {
		t.Errorf("header %v", token.Header)
	}
	if why := p.Expiry(); !strings.Contains(why, "certificate ends on 2022-10-20, in 20 days") {
		t.Errorf("expiry %q", why)
	}
}

func TestWhatIsNoCertificateIsRefused(t *testing.T) {
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wrong, _ := selfSigned(t, curve, &curve.PublicKey)
	d := newDouble(t)
	for name, c := range map[string]struct {
		secret, certificate bot.Secret
		want                string
	}{
		"no PEM": {"", "certificate", "in PEM"}, "elliptic": {"", wrong, "RSA"}, "both": {testSecret, wrong, "both set"},
	} {
		_, err := New(Config{AppID: testApp, Tenant: testTenant, Secret: c.secret, Certificate: c.certificate, LoginBase: d.URL})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
