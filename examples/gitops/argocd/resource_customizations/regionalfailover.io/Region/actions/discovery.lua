return {["drain"] = {["disabled"] = false}}
