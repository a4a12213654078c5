package main

import "testing"

// TestStatedHeights lays every frame out at every width that a height is stated for, and in columns between: no frame is
// higher than what partners are told.
func TestStatedHeights(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	b := openTab(t, site.origin, look{})
	b.open("embed/") // the page that may show frames
	found := ask[struct {
		Frames, Spare int
		Problems      []string
	}](b, layOut)
	if found.Frames != len(readFrames(t, site).Frames) {
		t.Errorf("%d frames were laid out", found.Frames)
	}
	for _, problem := range found.Problems {
		t.Error(problem)
	}
	// A height that is far too much is as wrong: the frame would end in an empty field.
	if found.Spare > 100 {
		t.Errorf("a frame is stated to be %d px higher than it is", found.Spare)
	}
	t.Logf("of what is stated, at most %d px are left over", found.Spare)
}

const layOut = `(async () => {
	const {frames} = await (await fetch("/embed/frames.json")).json();
	const shown = document.createElement("iframe");
	shown.setAttribute("frameborder", "0");
	document.body.append(shown);
	const problems = [];
	let spare = 0;
	for (const {path, heights} of frames) {
		await new Promise((loaded) => { shown.onload = loaded; shown.src = "/" + path; });
		shown.height = 1;
		const root = shown.contentDocument.documentElement;
		for (const [i, {width}] of heights.entries()) {
			const stated = Math.max(...heights.slice(i).map((at) => at.height));
			const next = heights[i + 1]?.width ?? width + 200;
			for (const column of [width, Math.floor((width + next) / 2), next - 1]) {
				shown.width = column;
				if (root.scrollHeight > stated) problems.push(path + " in " + column + " px is " + root.scrollHeight + " px high, not " + stated);
				if (root.scrollWidth > column) problems.push(path + " in " + column + " px is " + root.scrollWidth + " px wide");
			}
			shown.width = width;
			spare = Math.max(spare, heights[i].height - root.scrollHeight);
		}
	}
	shown.remove();
	return {Frames: frames.length, Spare: spare, Problems: problems};
})()`
