// Package picture defines the pictures that texts may have beside them: their formats, their size, and what is written below
// them.
package picture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/gif"  // decoder
	_ "image/jpeg" // decoder
	_ "image/png"  // decoder
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/webp" // decoder

	"declarationwatch/tools/internal/disk"
)

// The largest picture that is taken. What a page shows is far smaller; the file stays in the project's history.
const (
	MostBytes  = 5 << 20
	MostPixels = 40_000_000
)

// formats has the name of the format of each ending that a picture may have.
var formats = map[string]string{".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".webp": "webp"}

// foreign lists the endings of pictures, as cameras and programs write them, that not every browser shows, and that would be
// published with the place and the name that are in them.
var foreign = []string{".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jfif", ".jxl", ".psd", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raw"}

// Is reports whether a file is a picture that pages can show, by its name. Builds publish it in other sizes, never as it is.
func Is(file string) bool { return formats[ending(file)] != "" }

// Foreign reports whether a file is a picture of another kind, by its name.
func Foreign(file string) bool { return slices.Contains(foreign, ending(file)) }

func ending(file string) string { return strings.ToLower(path.Ext(file)) }

// Names lists the formats of pictures, for messages.
const Names = "JPEG, PNG, GIF or WebP"

// Problem returns what is wrong with the bytes of a picture, and how to fix it; "" if it can be shown.
func Problem(file string, data []byte) (message, hint string) {
	const smaller = "save it smaller, such as 2400 pixels wide as a JPEG"
	if len(data) > MostBytes {
		return fmt.Sprintf("picture has %.1f MB; at most %d MB are taken", float64(len(data))/(1<<20), MostBytes>>20), smaller
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch want := formats[ending(file)]; {
	case err != nil:
		return "file is not a picture that can be read", "open it in a picture editor and save it again as " + Names
	case format != want:
		return fmt.Sprintf("picture is a %s by its content and a %s by its name", strings.ToUpper(format), strings.ToUpper(want)),
			fmt.Sprintf("rename it %q", strings.TrimSuffix(path.Base(file), path.Ext(file))+"."+strings.Replace(format, "jpeg", "jpg", 1))
	case config.Width*config.Height > MostPixels:
		return fmt.Sprintf("picture has %d × %d pixels", config.Width, config.Height), smaller
	case !complete(data):
		return "picture is damaged", "copy it again from where it came from"
	}
	return "", ""
}

// complete reports whether a picture can be decoded to its end, which takes long and is kept between runs.
func complete(data []byte) bool {
	verdict, err := disk.OpenMemo("picture-checks").Do(sha256.Sum256(data), func() ([]byte, error) {
		_, _, err := image.Decode(bytes.NewReader(data))
		return []byte("complete"), err
	})
	return err == nil && len(verdict) > 0
}

// Credited splits the title of a picture, written "caption | credit".
func Credited(title string) (caption, credit string) {
	caption, credit, _ = strings.Cut(title, "|")
	return strings.TrimSpace(caption), strings.TrimSpace(credit)
}
