package feeds

import "testing"

func TestJSONKeepsTheSignsOfMarkup(t *testing.T) {
	got, err := JSON(map[string]string{"text": "<b> & 《数据》"})
	if want := `{"text":"<b> & 《数据》"}`; err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	if _, err := JSON(func() {}); err == nil {
		t.Error("a function has become JSON")
	}
}
