package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// photo returns a JPEG as a camera on its side writes it: its upper edge is on the right, and a text says where it was taken.
func photo(width, height int, place string) string {
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		panic(err)
	}
	const ascii, short, entry = 2, 3, 12
	exif := append([]byte("Exif\x00\x00II*\x00"), 8, 0, 0, 0, 2, 0)
	field := func(tag, kind uint16, n, value uint32) {
		exif = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(exif, tag), kind)
		exif = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(exif, n), value)
	}
	field(0x010e, ascii, uint32(len(place)), 8+2+2*entry+4) // the description, after the fields
	field(0x0112, short, 1, 6)                              // the orientation
	exif = append(append(exif, 0, 0, 0, 0), place...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return "\xff\xd8" + string(segment) + string(exif) + picture.String()[2:]
}

// TestPhotos builds a public page and a withheld one with a photo each, and looks at what is published of them.
func TestPhotos(t *testing.T) {
	t.Parallel()
	const place, secret = "taken in Tapachula by a source", "taken in Zanzibar by a source"
	public := strings.NewReplacer("Zanzibar", "Nowhere").Replace(statement("date = 2026-11-01"))
	hidden := photo(900, 600, secret)
	s := slip{}
	dir := s.project(t, map[string]string{
		"content/statements/bus/index.md": public + "\n" + `![Two children at a bus stop](photo.jpg "Tapachula, 2024 | Ana Pérez")` + "\n\n" +
			`{{< figure src="small.jpg" alt="A sign" caption="The sign" credit="Ana Pérez" >}}` + "\n\n" +
			`{{< pullquote text="No child should cross alone." by="A mother" >}}` + "\n\nSee [the photo](photo.jpg).[^1]\n\n[^1]: A note.\n",
		"content/statements/bus/photo.jpg":                  photo(1800, 1200, place),
		"content/statements/bus/small.jpg":                  photo(300, 200, place),
		"content/statements/zanzibar-accord/index.md":       statement("date = 2999-01-01") + "\n![A hall](hall.jpg \"The hall | Us\")\n",
		"content/statements/zanzibar-accord/hall.jpg":       hidden,
		"static/files/copy-of-a-photo-that-is-withheld.jpg": hidden,
	})
	out, err := call(dir, "build")
	if err == nil || !regexp.MustCompile(`public/files/copy-of-a-photo-that-is-withheld\.jpg: error: .*\[embargo\]`).Match(out) {
		t.Fatalf("want an error about the copy of the withheld photo, got %v:\n%s", err, out)
	}
	if err := os.RemoveAll(filepath.Join(dir, "static", "files")); err != nil {
		t.Fatal(err)
	}
	s.build(t, dir)
	files := contents(filepath.Join(dir, "public"))
	for name, text := range files {
		if strings.Contains(text, place) {
			t.Errorf("%s has what the camera wrote into the photo", name)
		}
	}
	if files["statements/bus/photo.jpg"] != "" {
		t.Error("the photo is published as it was taken")
	}
	if _, err := os.Stat(filepath.Join(dir, "resources")); err == nil {
		t.Error("a build leaves its pictures in the project")
	}
	photoOnPage(t, files)
	if feed := files["feed.xml"]; !fed.MatchString(feed) || strings.Contains(feed, "srcset") {
		t.Error("the feed does not have the photo, in one size with its full address")
	}
}

var (
	pictured = regexp.MustCompile(`<img src="?/?([^" ]+)"? srcset="([^"]+)"[^>]* width="?(\d+)"? height="?(\d+)"?[^>]* alt="Two children at a bus stop"`)
	fed      = regexp.MustCompile(`src=(?:"|&#34;|&quot;)https://small\.example/statements/bus/photo_`)
	posted   = regexp.MustCompile(`property="?og:image"? content="?https://small\.example/([^" >]+)`)
	caption  = regexp.MustCompile(`<figcaption>Tapachula, 2024 <span class="?credit"?>[^<]*Ana Pérez</span>`)
)

// photoOnPage expects the photo on its page: upright, in several sizes that exist, with its caption, and on the card of the page.
func photoOnPage(t *testing.T, files map[string]string) {
	t.Helper()
	page := files["statements/bus/index.html"]
	photo := pictured.FindStringSubmatch(page)
	if photo == nil || !caption.MatchString(page) {
		t.Fatal("the page shows no photo in several sizes, with caption and credit")
	}
	size := func(name string) image.Config {
		config, _, err := image.DecodeConfig(strings.NewReader(files[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return config
	}
	if c := size(photo[1]); c.Height <= c.Width || strconv.Itoa(c.Width) != photo[3] || strconv.Itoa(c.Height) != photo[4] {
		t.Errorf("photo of %d × %d, written as %s × %s; want it upright", c.Width, c.Height, photo[3], photo[4])
	}
	for _, one := range strings.Split(photo[2], ", ") {
		name, width, _ := strings.Cut(one, " ")
		if c := size(strings.TrimPrefix(name, "/")); strconv.Itoa(c.Width)+"w" != width {
			t.Errorf("%s is %d wide", one, c.Width)
		}
	}
	card := posted.FindStringSubmatch(page)
	if card == nil || path.Dir(card[1]) != "statements/bus" {
		t.Fatalf("card of the page: %q, want the photo", card)
	}
	if c := size(card[1]); c.Width != 1200 || c.Height != 630 {
		t.Errorf("card of %d × %d", c.Width, c.Height)
	}
}
