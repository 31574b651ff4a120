package teams

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// certificate is what the bot logs in with in place of a secret: nothing that
// Microsoft could lose, and its end is known.
type certificate struct {
	key        *rsa.PrivateKey
	thumbprint string
	end        feeds.Day
}

// readCertificate reads a certificate and its RSA key, both in PEM.
func readCertificate(pem bot.Secret) (*certificate, error) {
	pair, err := tls.X509KeyPair([]byte(string(pem)), []byte(string(pem)))
	if err != nil {
		// The error tells what is missing and nothing of the key.
		return nil, fmt.Errorf("TEAMS_APP_CERTIFICATE is not a certificate with its key in PEM: %w", err)
	}
	key, ok := pair.PrivateKey.(*rsa.PrivateKey)
	if !ok || key.N.BitLen() < minModulus {
		return nil, errors.New("TEAMS_APP_CERTIFICATE has no RSA key of 2048 bits, which Entra asks for")
	}
	sum := sha256.Sum256(pair.Certificate[0])
	return &certificate{key: key, thumbprint: base64.RawURLEncoding.EncodeToString(sum[:]), end: feeds.DayOf(pair.Leaf.NotAfter, time.UTC)}, nil
}

// assertionLife is how long one login's assertion holds.
const assertionLife = 5 * time.Minute

// assert signs that we are the app, for one login at address (RFC 7523).
func (c *certificate) assert(app, address string, now time.Time) (url.Values, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodPS256, jwt.RegisteredClaims{
		Issuer: app, Subject: app, Audience: jwt.ClaimStrings{address}, ID: rand.Text(),
		NotBefore: jwt.NewNumericDate(now), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(assertionLife)),
	})
	token.Header["x5t#S256"] = c.thumbprint
	signed, err := token.SignedString(c.key)
	if err != nil {
		return nil, fmt.Errorf("sign with the certificate's key: %w", err)
	}
	return url.Values{
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion":      {signed},
	}, nil
}
