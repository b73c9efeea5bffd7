package io.regionalfailover.acceptance;

/** Looks for texts that are hard to read. */
final class ConsoleContrast {
    /** Names each visible text whose colour differs from its ground by less than 4.5 to 1, as WCAG 2 counts. */
    static final String SCRIPT = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const parse = (colour) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
                return { rgb: [red, green, blue], alpha: alpha / 255 };
              };
              const ground = (element) => {
                const layers = [];
                for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
                return layers.reverse().reduce((under, over) => under.map((value, index) =>
                  value * (1 - over.alpha) + over.rgb[index] * over.alpha), [255, 255, 255]);
              };
              const light = (rgb) => rgb.map((value) => value / 255)
                .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
              const found = new Set();
              for (const element of document.querySelectorAll('body *')) {
                const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
                if (!own || element.closest('svg') || !element.checkVisibility()) continue;
                const one = light(parse(getComputedStyle(element).color).rgb);
                const other = light(ground(element));
                const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                if (contrast < 4.5) found.add(`${element.className || element.localName}: ${contrast.toFixed(2)}`);
              }
              return [...found].join(', ');
            })()
            """;

    private ConsoleContrast() {}
}
