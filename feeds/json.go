package feeds

import (
	"bytes"
	"encoding/json"
)

// JSON is v as JSON on one line, with the signs of markup as they are: they cost no room,
// and who reads it knows no HTML.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
