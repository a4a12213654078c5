package leak

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
	"github.com/richardlehane/mscfb"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// The files of this part are those that offices produce: PDF, RTF, the formats of Word before 2007, saved e-mails, and what
// pictures say of themselves.

// glyphs searches what a PDF shows: its fonts say which letters the codes in it are.
func (s *scan) glyphs(data []byte) {
	defer func() {
		if r := recover(); r != nil { // the reader panics on some files that are not as they should be
			s.cannot("the PDF cannot be read")
		}
	}()
	doc, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		s.cannot("the PDF cannot be read")
		return
	}
	info := doc.Trailer().Key("Info")
	for _, key := range info.Keys() {
		s.words([]byte(info.Key(key).Text()))
	}
	for i := range doc.NumPage() {
		page := doc.Page(i + 1)
		for _, name := range page.Fonts() {
			if silent(page.Font(name).V) {
				s.cannot("the PDF has a font that does not say which letters it shows")
			}
		}
	}
	text, err := shownByPDF(doc, s.room)
	if err != nil {
		s.cannot("the PDF cannot be read")
		return
	}
	if plainText(text) == "" {
		s.cannot("the PDF has no text, as one that was scanned")
	}
	s.words(text)
}

// shownByPDF returns what the pages of a PDF show, up to about so many bytes.
func shownByPDF(doc *pdf.Reader, most int64) ([]byte, error) {
	var all []byte
	for i := 1; i <= doc.NumPage() && int64(len(all)) <= most; i++ {
		text, err := doc.Page(i).GetPlainText(nil)
		if err != nil {
			return nil, err
		}
		all = append(all, text...)
	}
	return all, nil
}

// shownBy returns the text that a document of an office shows, without what its program writes about it; nil for other files, and
// for those that cannot be read.
func shownBy(data []byte) (text []byte) {
	defer func() {
		if recover() != nil { // the reader of PDFs panics on some files that are not as they should be
			text = nil
		}
	}()
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		if doc, err := pdf.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			text, _ = shownByPDF(doc, mostUnpacked)
		}
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		text, _ = fromRTF(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil
		}
		for _, entry := range archive.File {
			if !shownPart.MatchString(entry.Name) {
				continue
			}
			r, err := entry.Open()
			if err != nil {
				return nil
			}
			part, err := io.ReadAll(io.LimitReader(r, mostUnpacked))
			if err = errors.Join(err, r.Close()); err != nil {
				return nil
			}
			text = append(text, takeApart(part)[words]...)
		}
	}
	return text
}

// shownPart matches the parts of documents, tables and slides with their text: of Office Open XML, and of OpenDocument.
var shownPart = regexp.MustCompile(`^(?:word/document|xl/sharedStrings|ppt/slides/slide\d+|content)\.xml$`)

// silent reports whether a font has a numbering of its own and does not say which letters its codes are.
func silent(font pdf.Value) bool {
	if font.Key("ToUnicode").Kind() != pdf.Null {
		return false
	}
	kind, subset := font.Key("Subtype").Name(), strings.Contains(font.Key("BaseFont").Name(), "+")
	return kind == "Type0" || kind == "Type3" || subset && font.Key("Encoding").Kind() == pdf.Null
}

// ole searches the streams of a file of Word, Excel or PowerPoint before 2007, or of a message of Outlook.
func (s *scan) ole(data []byte) {
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		s.cannot("the document cannot be read")
		return
	}
	for _, entry := range doc.File {
		s.name("/" + entry.Name)
		stream, err := io.ReadAll(io.LimitReader(entry, max(s.room, 0)+1))
		if err != nil {
			s.cannot("the document cannot be read")
			return
		}
		if s.room -= int64(len(stream)); s.room < 0 {
			s.full()
			return
		}
		s.words(stream) // also of UTF-16, whose zero bytes are no letters
	}
}

// rtf searches a document in RTF: what it shows, and what it does not, such as bookmarks.
func (s *scan) rtf(data []byte) {
	shown, hidden := fromRTF(data)
	s.words(shown)
	s.words(hidden)
}

// rtfToken matches the tokens of RTF: a character by its code, a control word with its number, a symbol, braces, text.
var rtfToken = regexp.MustCompile(`\\'([0-9A-Fa-f]{2})|\\([a-zA-Z]+)(-?\d+)? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)`)

// unseen are the groups of RTF that a reader does not see.
var unseen = []string{"fonttbl", "colortbl", "stylesheet", "info", "pict", "listtable", "generator"}

// fromRTF returns the text of a document in RTF, and that of the groups in it that are not shown.
func fromRTF(data []byte) (shown, hidden []byte) {
	type group struct {
		hidden bool
		skip   int // how many characters replace one of Unicode
	}
	stack, now, pending := []group{}, group{skip: 1}, 0
	var page encoding.Encoding = charmap.Windows1252
	write := func(text string) {
		if now.hidden {
			hidden = append(hidden, text...)
		} else {
			shown = append(shown, text...)
		}
	}
	for _, t := range rtfToken.FindAllSubmatch(data, -1) {
		switch code, word, number, symbol, brace, text := string(t[1]), string(t[2]), string(t[3]), string(t[4]), string(t[5]), string(t[6]); {
		case brace == "{":
			stack = append(stack, now)
		case brace == "}":
			pending = 0
			if len(stack) > 0 {
				now, stack = stack[len(stack)-1], stack[:len(stack)-1]
			}
		case (code != "" || symbol == "~") && pending > 0:
			pending--
		case code != "":
			b, _ := strconv.ParseUint(code, 16, 8)
			letter, _ := page.NewDecoder().Bytes([]byte{byte(b)})
			write(string(letter))
		case word == "u":
			n, _ := strconv.Atoi(number)
			write(string(rune(uint16(n))))
			pending = now.skip
		case word == "uc":
			now.skip, _ = strconv.Atoi(number)
		case word == "ansicpg":
			if found, err := htmlindex.Get("windows-" + number); err == nil {
				page = found
			}
		case symbol == "*" || slices.Contains(unseen, word):
			now.hidden = true
		case symbol == "{" || symbol == "}" || symbol == `\`:
			write(symbol)
		case text != "":
			cut := min(pending, len(text))
			pending -= cut
			write(text[cut:])
		}
	}
	return shown, hidden
}

// mail searches a saved e-mail: its head, its texts and what is attached to it. It reports false for what is none.
func (s *scan) mail(data []byte) bool {
	message, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return false
	}
	s.part(map[string][]string(message.Header), message.Body)
	return true
}

// part searches a part of an e-mail.
func (s *scan) part(head map[string][]string, body io.Reader) {
	header := mail.Header(head)
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	for _, values := range head {
		for _, value := range values {
			if decoded, err := words.DecodeHeader(value); err == nil {
				value = decoded
			}
			s.name(value)
		}
	}
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind, parameters = "text/plain", nil
	}
	switch strings.ToLower(header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, parameters["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				s.cannot("the e-mail cannot be read")
				return
			}
			s.part(part.Header, part)
		}
	case strings.HasPrefix(kind, "text/"):
		if decoded, err := charset.NewReaderLabel(parameters["charset"], body); err == nil && parameters["charset"] != "" {
			body = decoded
		}
		s.stream("part.txt", body)
	default:
		s.stream(parameters["name"], body)
	}
}

// isMail matches the head of an e-mail as programs save it.
var isMail = regexp.MustCompile(`(?i)^(?:return-path|received|delivered-to|mime-version|message-id|from|subject|date|to|x-[a-z-]+):`)

// png searches the texts that a picture in PNG says of itself, which may be packed.
func (s *scan) png(data []byte) {
	for rest := data[len(pngMark):]; len(rest) >= 12; {
		size := int(binary.BigEndian.Uint32(rest))
		kind, body := string(rest[4:8]), rest[8:min(8+size, len(rest)-4)]
		if size > len(rest)-12 {
			return
		}
		rest = rest[12+size:]
		if kind != "zTXt" && kind != "iTXt" && kind != "iCCP" {
			continue
		}
		// The packed text comes after names that end in a zero byte.
		for from := range body {
			if from > 0 && body[from-1] <= 1 {
				if r, err := zlib.NewReader(bytes.NewReader(body[from:])); err == nil {
					s.stream("text.txt", r)
					break
				}
			}
		}
	}
}

const pngMark = "\x89PNG\r\n\x1a\n"

// opaque returns what a file is that contains words in no form that can be searched; "" for pictures and fonts, which are not
// read, and for archives without packing.
func opaque(data []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	switch {
	case strings.HasPrefix(kind, "image/"), strings.HasPrefix(kind, "font/"), kind == "application/vnd.ms-fontobject",
		len(data) > 262 && string(data[257:262]) == "ustar", len(data) > 12 && string(data[4:8]) == "ftyp" && slices.Contains([]string{"avif", "avis", "heic", "mif1"}, string(data[8:12])),
		bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return ""
	case kind == "application/octet-stream":
		return "a file of an unknown kind"
	}
	return fmt.Sprintf("a file of the kind %s", kind)
}
