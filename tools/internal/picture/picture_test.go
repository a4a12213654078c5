package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func encoded(t *testing.T, format string, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	picture, err := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black}), error(nil)
	if format == "png" {
		err = png.Encode(&b, picture)
	} else {
		err = jpeg.Encode(&b, picture, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestProblem(t *testing.T) {
	whole := encoded(t, "jpeg", 64, 64)
	for name, test := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"a photo":                {"a.jpg", whole, ""},
		"another ending":         {"a.JPEG", whole, ""},
		"a drawing":              {"a.png", encoded(t, "png", 8, 8), ""},
		"a wrong ending":         {"a.jpg", encoded(t, "png", 8, 8), `picture is a PNG by its content and a JPEG by its name; rename it "a.png"`},
		"no picture":             {"a.png", []byte("x"), "file is not a picture that can be read"},
		"nothing":                {"a.png", nil, "file is not a picture that can be read"},
		"half a photo":           {"a.jpg", whole[:len(whole)-8], "picture is damaged"},
		"a large file":           {"a.jpg", append(whole, make([]byte, MostBytes)...), "picture has 5.0 MB; at most 5 MB are taken; save it smaller"},
		"few bytes, many points": {"a.png", encoded(t, "png", 10_000, 4_001), "picture has 10000 × 4001 pixels; save it smaller"},
	} {
		t.Run(name, func(t *testing.T) {
			message, hint := Problem(test.file, test.data)
			if got := message + "; " + hint; message != test.want && (test.want == "" || !strings.HasPrefix(got, test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestCredited(t *testing.T) {
	for title, want := range map[string][2]string{
		"Tapachula, 2024 | Ana Pérez": {"Tapachula, 2024", "Ana Pérez"},
		"Tapachula, 2024":             {"Tapachula, 2024", ""},
		"| Ana Pérez":                 {"", "Ana Pérez"},
		"A | B | C":                   {"A", "B | C"},
		"":                            {"", ""},
	} {
		if caption, credit := Credited(title); caption != want[0] || credit != want[1] {
			t.Errorf("%q: got %q and %q", title, caption, credit)
		}
	}
}
