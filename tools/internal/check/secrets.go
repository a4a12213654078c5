package check

import (
	"bytes"
	"mime"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/leak"
)

// Secrets is Marks with the content of the files that are withheld.
func Secrets(c *campaign.Campaign, now time.Time) []leak.Secret {
	return withFiles(c, now, Marks(c, now))
}

// withFiles returns marks with the content of the files among them.
func withFiles(c *campaign.Campaign, now time.Time, marks []leak.Secret) []leak.Secret {
	secrets := slices.Clone(marks)
	shared := sync.OnceValue(func() [][]byte { return publicPictures(c, now) })
	for i, s := range secrets {
		if s.What != "file" {
			continue
		}
		data, _ := c.ReadFile(s.At.File) // a file that was removed since is no longer a secret
		if !slices.ContainsFunc(shared(), func(public []byte) bool { return bytes.Equal(public, data) }) {
			secrets[i].Data = data
		}
	}
	return secrets
}

// publicPictures returns the pictures that something public names, such as a logo: they are no secret of a page that has them
// too.
func publicPictures(c *campaign.Campaign, now time.Time) [][]byte {
	var named bytes.Buffer
	read := func(file string) []byte {
		text, _ := c.ReadFile(file)
		return text
	}
	for _, p := range c.Pages {
		if p.Withheld(now) == "" {
			named.Write(read(p.Doc.File))
		}
	}
	for _, file := range c.Files {
		if strings.HasPrefix(file, "layouts/") || strings.HasPrefix(file, "assets/css/") {
			named.Write(read(file))
		}
	}
	var pictures [][]byte
	for _, file := range publicFiles(c, now) {
		kind := mime.TypeByExtension(path.Ext(file))
		if strings.HasPrefix(kind, "image/") && bytes.Contains(named.Bytes(), []byte(path.Base(file))) {
			pictures = append(pictures, read(file))
		}
	}
	return pictures
}

// publicFiles returns the files beside pages and in static/ that are public at a moment.
func publicFiles(c *campaign.Campaign, now time.Time) []string {
	held := map[string]bool{}
	for _, h := range c.Held(now) {
		held[h.ID] = true
	}
	return slices.DeleteFunc(slices.Concat(c.Attachments, c.Static), func(file string) bool { return held[file] })
}
