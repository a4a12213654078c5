package leak_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"io"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/leak"
)

// What the letters in testdata/office say: a title, and a sentence with a dash, an accent and a ligature.
const (
	letterTitle    = "Ministers sign the accord of Xanadu"
	letterSentence = "The nine ministers of Xanadu reached an agreement — on reunificación — by night and signed it at dawn."
)

var letter = []leak.Secret{
	{At: hidden("x"), What: "title", Text: letterTitle}, {At: hidden("x"), What: "sentence", Text: letterSentence},
}

// TestOffice searches files as offices produce them: testdata/office has what LibreOffice and Chromium wrote, the PDFs with
// streams of objects.
func TestOffice(t *testing.T) {
	const both = theSentence + " [embargo]\n" + theTitle + " [embargo]"
	files, err := filepath.Glob("testdata/office/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"x" + filepath.Ext(file), "x.bin"} { // whatever its name is
			var got []string
			for _, p := range problemsOf(t, base, letter, map[string]string{name: string(text)}) {
				message, _, _ := strings.Cut(p.Message, ", in entry")
				got = append(got, message+" ["+p.Rule+"]")
			}
			want := both
			if strings.Contains(file, "locked") {
				want = "cannot be searched for what is withheld: the PDF cannot be read [embargo-unsearched]"
			}
			if joined := strings.Join(got, "\n"); joined != want {
				t.Errorf("%s as %s: got\n%s\nwant\n%s", file, name, joined, want)
			}
		}
	}
}

// TestSavedAgain: an annex is found by its text, whatever program saved it again and in which format.
func TestSavedAgain(t *testing.T) {
	files, err := filepath.Glob("testdata/office/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	other := "Nothing of the nine ministers is in this annex, which is long enough to be told from any other text."
	for _, annex := range files {
		// The first two are found by their bytes only; on the last a browser has printed the day and the address.
		if slices.Contains([]string{"letter.doc", "locked.pdf", "chromium.pdf"}, filepath.Base(annex)) {
			continue
		}
		data, err := os.ReadFile(annex)
		if err != nil {
			t.Fatal(err)
		}
		secret := []leak.Secret{{At: hidden("annex"), What: "file", Text: "a/annex", Data: data}}
		for _, public := range files {
			text, err := os.ReadFile(public)
			if err != nil {
				t.Fatal(err)
			}
			found := strings.Contains(printed(problemsOf(t, base, secret, map[string]string{"x.bin": string(text)})), "the content of a file")
			if want := !strings.Contains(public, "locked"); found != want {
				t.Errorf("%s in %s: found %t, want %t", annex, public, found, want)
			}
		}
		if got := printed(problemsOf(t, base, secret, map[string]string{"x.txt": other})); got != "" {
			t.Errorf("%s: %s", annex, got)
		}
	}
}

func chunk(kind string, body []byte) string {
	size := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	return string(size) + kind + string(body) + "\x00\x00\x00\x00"
}

func TestMailAndPictures(t *testing.T) {
	var quoted, deflated bytes.Buffer
	w := quotedprintable.NewWriter(&quoted)
	_, err := io.WriteString(w, "<p>"+letterSentence+"</p>")
	z := zlib.NewWriter(&deflated)
	_, err2 := io.WriteString(z, letterSentence)
	if err != nil || err2 != nil || w.Close() != nil || z.Close() != nil {
		t.Fatal(err, err2)
	}
	mail := func(parts ...string) string {
		text := "From: a@example.org\r\nSubject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte("Fwd: draft")) + "?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
		for _, part := range parts {
			text += "--b\r\n" + part + "\r\n"
		}
		return text + "--b--\r\n"
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(letterSentence))
	const png = "\x89PNG\r\n\x1a\n"
	latin := strings.NewReplacer("é", "\xe9", "ó", "\xf3", "—", "-").Replace(letterSentence)
	for name, text := range map[string]string{
		"quoted.eml":     mail("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted.String()),
		"base64.eml":     mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded[:60] + "\r\n" + encoded[60:]),
		"latin.eml":      mail("Content-Type: text/plain; charset=iso-8859-1\r\n\r\n" + latin),
		"attached.eml":   mail("Content-Type: text/plain\r\n\r\nSee the file.", "Content-Type: application/zip; name=x.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte(zipped(t, "x.txt", letterSentence)))),
		"no-ending":      mail("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted.String()),
		"page.mht":       mail("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted.String()),
		"packed.png":     png + chunk("IHDR", make([]byte, 13)) + chunk("zTXt", []byte("Comment\x00\x00"+deflated.String())) + chunk("IEND", nil),
		"long.png":       png + chunk("IHDR", make([]byte, 13)) + chunk("iTXt", []byte("Comment\x00\x01\x00en\x00Note\x00"+deflated.String())) + chunk("IEND", nil),
		"plain.png":      png + chunk("IHDR", make([]byte, 13)) + chunk("tEXt", []byte("Comment\x00"+latin)) + chunk("IEND", nil),
		"unicode.rtf":    `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\uc1 The nine ministers of {\b Xan}{\*\bkmkstart here}adu reached an agreement \u8212? on reunificaci\'f3n \emdash by night and` + "\r\n" + ` signed\~it at dawn.\par}`,
		"surrogates.rtf": `{\rtf1\ansi\uc2 The nine ministers of Xanadu reached an agreement on reunificaci\u243 o\'f3n by night and signed it at dawn.}`,
	} {
		if got := printed(problemsOf(t, base, letter, map[string]string{name: text})); !strings.HasPrefix(got, name+": "+theSentence) || strings.Contains(got, "unsearched") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// TestOpaque: what cannot be searched is refused, unless it was published before.
func TestOpaque(t *testing.T) {
	files := map[string]string{
		"film.mp4": "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + strings.Repeat("\x00\x01", 40),
		"some.dat": "\x01\x02\x00\x03" + strings.Repeat("\x00\x01", 40),
	}
	if got := printed(problemsOf(t, base, nil, files)); got != "" {
		t.Errorf("nothing is withheld: got\n%s", got)
	}
	want := "film.mp4: cannot be searched for what is withheld: a file of the kind video/mp4 is not opened [embargo-unsearched]\n" +
		"some.dat: cannot be searched for what is withheld: a file of an unknown kind is not opened [embargo-unsearched]"
	if got := printed(problemsOf(t, base, letter, files)); got != want {
		t.Errorf("got\n%s", got)
	}
}
